"""Each shipped scheme runs from import to exchange as its example was worked out by hand, by one way for all."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest

from tests.factories.checks import at
from tests.factories.communities import make_community
from tests.factories.goods import redeem
from tests.factories.tables import take
from tests.factories.users import make_user
from tests.integration.scheme_files import SchemeFiles
from tests.unit.domain.scheme import Row
from webapp import clock
from webapp.domain.calendar_month import next_month
from webapp.domain.goods.exchange import Refused
from webapp.domain.imports.judged_row import Fate
from webapp.domain.ledger.posting import SPENDING
from webapp.domain.ledger.settlement import settled_with
from webapp.domain.months.publication import published_row
from webapp.extensions import db
from webapp.models import Account, Check
from webapp.operations.confirm_month import confirm_month
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.finalise_month import finalise_month
from webapp.operations.hand_out import undo_handout
from webapp.operations.publish_month import publish_month
from webapp.operations.review_check import Decision, review_check
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.settle_month import settle_month
from webapp.queries.account_labels import account_labels
from webapp.queries.balances import balances_through
from webapp.queries.deed_desk import waiting_at_desk
from webapp.queries.deeds import households_of_courtyards
from webapp.queries.ledger import chain_break, postings
from webapp.queries.months import month_named
from webapp.queries.ratings import levels_at
from webapp.queries.redemptions import entries_of_redemption
from webapp.queries.scores import kept_account_scores
from webapp.rulebooks import SHIPPED, shipped_text

DAY = dt.timedelta(days=1)
WORKED = ("base", "bonus", "total", "levels", "commended", "balance", "ban")


@pytest.mark.parametrize("name", SHIPPED)
def test_scheme_runs_from_import_to_exchange_as_worked_by_hand(app, name):
    town = Town(name)
    scheme, months = town.scheme, list(town.scheme.months())
    town.settle_in(months[0])
    found, answers = {}, []
    for month in months:
        answers += [town.asked(row) for row in scheme.exchange if row["day"][:7] == month]
        town.give_back()
        town.close(month)
        keys = [row["key"] for row in scheme.expected if row["month"] == month]
        found |= {(month, key): town.found(month, key) for key in keys}
    answers += [town.asked(row) for row in scheme.exchange if row["day"][:7] > months[-1]]

    assert found == {(row["month"], row["key"]): {each: row[each] for each in WORKED} for row in scheme.expected}
    assert answers == [row["answer"] for row in scheme.exchange]
    assert chain_break(town.community.id) is None
    assert town.posted() == town.replayed()


class Town:
    """A community under the scheme's rules; what happens in it goes through files and operations."""

    def __init__(self, name: str) -> None:
        self.files = SchemeFiles(name)
        self.scheme = self.files.scheme
        self.community = make_community(rules=shipped_text(name))
        self.admin = make_user(self.community, "admin", name="管理员")
        self.staff = make_user(self.community, "staff", name="社工")
        self.oversight = make_user(self.community, "oversight", name="监督员")
        for inspector in self.files.inspectors:
            make_user(self.community, "inspector", name=inspector)
        self.keys: dict[int, str] = {}
        self.paid: list[int] = []
        self.told_until = dt.date.min

    def settle_in(self, month: str) -> None:
        day = dt.date.fromisoformat(f"{month}-01")
        with clock.at(at(day, 6)):
            self._take("roster", self.files.roster_file())
            self._take("people", self.files.people_file())
            labels = account_labels(self.community.id, day)
        keys = {(row["kind"], self.files.name_of(key)): key for key, row in self.files.roster.items()}
        named = {(label.kind, label.name): account for account, label in labels.items()}
        self.keys = {named[thing]: key for thing, key in keys.items()}
        self.accounts = {key: account for account, key in self.keys.items()}

    def close(self, month: str) -> None:
        """From the last things told of it, re-checks of the days after it among them, to its settlement."""
        after = dt.date.fromisoformat(f"{next_month(month)}-01")
        self._tell(after - DAY)
        scored = after + self.scheme.book.restore_days * DAY
        self._tell(scored)
        with clock.at(at(scored, 20)):
            score_month(self.staff, month)
            review_month(self.staff, month)
            confirm_month(self.oversight, month)
            publication = publish_month(self.staff, month)
            self.document = json.loads(publication.document)
        with clock.at(at(publication.open_until + DAY)):
            finalise_month(self.staff, month)
            if settled_with(self.scheme.book, month):
                settle_month(self.staff, month)

    def _tell(self, today: dt.date) -> None:
        """What happened since the last time comes in, and staff decide on it."""
        days = (self.told_until, today)
        self.told_until = today + DAY
        with clock.at(at(today, 18)):
            self._take("checks", self.files.checks_file(days))
            self._take("deeds", self.files.deeds_file(days))
            for check in db.session.query(Check).filter_by(community_id=self.community.id, state="complete").all():
                assert review_check(self.staff, check.uuid, Decision("approve", seen="complete")).refusal is None
            for deed in waiting_at_desk(self.community.id):
                homes = households_of_courtyards(self.community.id, [deed.courtyard_id or 0])
                home = homes[deed.courtyard_id][0][0] if deed.courtyard_id else None
                assert decide_deed(self.staff, deed.id, Ruling("accept", household=home)) is None

    def _take(self, kind: str, text: str) -> None:
        """All of it is new, and the same file again is nothing new."""
        if not text:
            return
        first = take(self.community, text, kind, self.admin)
        assert first.counts[Fate.NEW] == len(first.rows), [row for row in first.rows if row.fate is not Fate.NEW]
        again = take(self.community, text, kind, self.admin)
        assert again.counts[Fate.UNCHANGED] == len(again.rows), again.rows

    def found(self, month: str, key: str) -> Row:
        account, book = self.accounts[key], self.scheme.book
        closed = month_named(self.community.id, month)
        assert closed is not None
        score = kept_account_scores(closed)[account]
        ended = [rating.code for rating in book.ratings if rating.over.ends_in(month)]
        levels = {code: levels_at(self.community.id, book, code, month) for code in ended}
        balances = balances_through(self.community.id, month)
        shown = published_row(self.document, account)
        assert shown is not None
        return {
            "base": str(score.base) if score.assessed else "",
            "bonus": str(score.bonus),
            "total": str(score.total) if score.assessed else "",
            "levels": ";".join(f"{code}:{of[account]}" for code, of in levels.items() if account in of),
            "commended": "yes" if shown["commended"] else "",
            "balance": _written({bucket: held for (whose, bucket), held in balances.items() if whose == account}),
            "ban": score.carried.banned_until,
        }

    def asked(self, row: Row) -> str:
        """The answer at the counter on that day."""
        with clock.at(at(dt.date.fromisoformat(row["day"]))):
            try:
                paid = redeem(
                    self.staff, db.session.get_one(Account, self.accounts[row["key"]]), int(row["price"]), "日用品"
                )
            except Refused as refused:
                return refused.reason
        self.paid.append(paid.id)
        return _written({entry.bucket: -entry.amount for entry in entries_of_redemption(paid)})

    def give_back(self) -> None:
        """The months to come are worked out as if nobody had spent anything."""
        while self.paid:
            assert undo_handout(self.staff, self.paid.pop())

    def posted(self) -> Counter:
        return Counter(
            (self.keys[each.account], each.bucket, each.month, each.kind, each.code, each.amount)
            for each in (posting.entry for posting in postings(self.community.id))
            if each.kind not in SPENDING
        )

    def replayed(self) -> Counter:
        keys = {account: key for key, account in self.scheme.accounts.items()}
        return Counter(
            (keys[each.account], each.bucket, each.month, each.kind, each.code, each.amount)
            for closed in self.scheme.replayed()
            for each in closed.entries
        )


def _written(points: dict[str, int]) -> str:
    return ";".join(f"{bucket}:{held}" for bucket, held in sorted(points.items()) if held)
