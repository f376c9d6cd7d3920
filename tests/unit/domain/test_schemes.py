"""Each shipped scheme gives what was worked out by hand from its example, from roster to exchange."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from tests.unit.domain.scheme import Row, Scheme, read_scheme
from webapp.domain.goods.exchange import Customer, Refused, pay
from webapp.domain.ledger.replay import ClosedMonth
from webapp.domain.ledger.settlement import settled_with
from webapp.domain.rules.span import BY_NAME
from webapp.domain.scoring.carried import NOTHING
from webapp.rulebooks import SHIPPED

pytestmark = pytest.mark.parametrize("name", SHIPPED)
WORKED = ("base", "bonus", "total", "levels", "commended", "balance", "ban")


def test_months_are_as_worked_by_hand(name):
    scheme = read_scheme(name)
    closed = {each.month: each for each in scheme.replayed()}
    worked = {(row["month"], row["key"]): {field: row[field] for field in WORKED} for row in scheme.expected}
    assert {place: found(scheme, closed[place[0]], place[1]) for place in worked} == worked


def test_every_month_with_events_is_worked_for_every_account(name):
    scheme = read_scheme(name)
    scored = {scheme.book.subject, *([scheme.book.roll_up.to] if scheme.book.roll_up else [])}
    keys = [key for key, subject in zip(scheme.accounts, scheme.subjects, strict=True) if subject.kind in scored]
    worked = {(row["month"], row["key"]) for row in scheme.expected}
    months = {month for month, _ in worked} | scheme.months_with_events()
    assert {(month, key) for month in months for key in keys} == worked
    assert len(months) > 1


def test_every_expected_row_says_how_it_was_worked(name):
    assert [row for row in read_scheme(name).expected if not row["note"]] == []


def test_exchange_pays_or_refuses_as_worked_by_hand(name):
    scheme = read_scheme(name)
    till = Till(scheme)
    assert scheme.exchange
    assert [till.asked(row) for row in scheme.exchange] == [row["answer"] for row in scheme.exchange]


def found(scheme: Scheme, closed: ClosedMonth, key: str) -> Row:
    account = scheme.accounts[key]
    score = closed.scores[account]
    levels = [f"{code}:{of[account]}" for code, of in closed.levels.items() if account in of]
    return {
        "base": str(score.base) if score.assessed else "",
        "bonus": str(score.bonus),
        "total": str(score.total) if score.assessed else "",
        "levels": ";".join(levels),
        "commended": "yes" if account in closed.commended else "",
        "balance": _written(closed.balances, account),
        "ban": score.carried.banned_until,
    }


def _written(balances, account: int) -> str:
    return ";".join(
        f"{bucket}:{points}" for (whose, bucket), points in sorted(balances.items()) if whose == account and points
    )


class Till:
    """Asks for each exchange in turn, and remembers what was spent before."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme, self.closed = scheme, scheme.replayed()
        self.paid: list[tuple[str, dt.date, dict[str, int]]] = []

    def asked(self, row: Row) -> str:
        day = dt.date.fromisoformat(row["day"])
        try:
            paid = pay(self.scheme.book, self._customer(row["key"], day), int(row["price"]), day)
        except Refused as refused:
            return refused.reason
        self.paid.append((row["key"], day, paid))
        return ";".join(f"{bucket}:{points}" for bucket, points in sorted(paid.items()))

    def _customer(self, key: str, day: dt.date) -> Customer:
        """As the months before that day left it; spendable are those that are settled."""
        account = self.scheme.accounts[key]
        before = [each for each in self.closed if each.month < f"{day:%Y-%m}"]
        last = before[-1]
        mine = [(when, paid) for whose, when, paid in self.paid if whose == key]
        return Customer(
            balances=self._spendable(account, before, mine),
            commended=account in last.commended,
            levels={code: of[account] for each in before for code, of in each.levels.items() if account in of},
            carried=last.scores[account].carried if account in last.scores else NOTHING,
            spent=_by_period(day, [(when, sum(paid.values())) for when, paid in mine]),
            visits=_by_period(day, [(when, 1) for when, _ in mine]),
        )

    def _spendable(self, account: int, before: list[ClosedMonth], mine) -> Counter:
        settled = {month for each in before for month in settled_with(self.scheme.book, each.month)}
        found = Counter[str]()
        for each in before:
            for entry in each.entries:
                if entry.account == account and entry.month in settled:
                    found[entry.bucket] += entry.amount
        for _, paid in mine:
            found.subtract(paid)
        return found


def _by_period(day: dt.date, spent: list[tuple[dt.date, int]]) -> dict[str, int]:
    month = f"{day:%Y-%m}"
    periods = {"day": [amount for when, amount in spent if when == day], "ever": [amount for _, amount in spent]}
    for name, span in BY_NAME.items():
        periods[name] = [amount for when, amount in spent if span.begin(f"{when:%Y-%m}") == span.begin(month)]
    return {name: sum(amounts) for name, amounts in periods.items()}
