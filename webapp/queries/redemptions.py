"""What accounts spent, and what they may spend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select

from webapp.domain.goods.exchange import Customer
from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import SPENT
from webapp.domain.ledger.replay import keepers
from webapp.domain.months.cycle import SHOWN, SPENDABLE, State
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.exchange import COMMENDED, EVERYBODY
from webapp.domain.rules.span import BY_NAME
from webapp.domain.scoring.carried import NOTHING, Carried
from webapp.domain.scoring.rating import commended
from webapp.extensions import db
from webapp.models import Account, LedgerEntry, Month, Redemption, Score
from webapp.queries.accounts import accounts_by_id
from webapp.queries.balances import spendable_of
from webapp.queries.ledger import as_posting
from webapp.queries.ratings import levels_at
from webapp.queries.scores import totals_of
from webapp.queries.scoring_input import subjects_of


def redemption_by_id(community_id: int, key: int) -> Redemption | None:
    return db.session.scalar(select(Redemption).where(Redemption.community_id == community_id, Redemption.id == key))


def redemption_by_token(community_id: int, token: str) -> Redemption | None:
    """The one that a form with this token made."""
    return db.session.scalar(
        select(Redemption).where(Redemption.community_id == community_id, Redemption.token == token)
    )


def entries_of_redemption(redemption: Redemption) -> list[Entry]:
    """What it took from the account's buckets."""
    rows = db.session.scalars(
        select(LedgerEntry).where(
            LedgerEntry.community_id == redemption.community_id,
            LedgerEntry.account_id == redemption.account_id,
            LedgerEntry.kind == SPENT,
            LedgerEntry.source == str(redemption.id),
        )
    )
    return [as_posting(row).entry for row in rows]


def customer_of(account: Account, book: RuleBook, day: dt.date) -> Customer:
    """The account as the rules of exchange see it on that day: commended by the latest settled month, rated by the
    last span whose months are published.
    """
    spent, visits = _used(account, day)
    return Customer(
        balances=spendable_of(account),
        commended=_is_commended(account, book),
        levels=_levels(account, book),
        carried=_carried(account),
        spent=spent,
        visits=visits,
    )


def latest_month(community_id: int, states: Collection[State]) -> str | None:
    """The latest month in one of these states."""
    return db.session.scalar(
        select(Month.name)
        .where(Month.community_id == community_id, Month.state.in_(states))
        .order_by(Month.name.desc())
        .limit(1)
    )


def commended_in(community_id: int, book: RuleBook, month: str) -> frozenset[int]:
    """The accounts that were commended for `month`, where that is what opens the exchange."""
    if book.exchange is None or book.exchange.who != COMMENDED:
        return frozenset()
    totals = totals_of(community_id, month, rated=True)
    keeping = keepers(book, subjects_of(accounts_by_id(community_id, totals).values()))
    return commended(book.commendation, {key: totals[key] for key in totals if key in keeping})


def _is_commended(account: Account, book: RuleBook) -> bool:
    """Asked only where that is what opens the exchange."""
    if book.exchange is None or book.exchange.who != COMMENDED:
        return False
    month = latest_month(account.community_id, SPENDABLE)
    return month is not None and account.id in commended_in(account.community_id, book, month)


def _levels(account: Account, book: RuleBook) -> dict[str, str]:
    """The account's level of the rating that the exchange asks for, by the last span of it that has ended."""
    rule = book.exchange
    if rule is None or rule.who in (EVERYBODY, COMMENDED):
        return {}
    month = latest_month(account.community_id, SHOWN)
    if month is None:
        return {}
    level = levels_at(account.community_id, book, rule.who, month).get(account.id)
    return {rule.who: level} if level else {}


def _carried(account: Account) -> Carried:
    """Bans and all, by the latest month that was scored."""
    found = db.session.scalar(
        select(Score.carried)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == account.community_id, Score.account_id == account.id)
        .order_by(Month.name.desc())
        .limit(1)
    )
    return Carried.from_data(found) if found else NOTHING


def _used(account: Account, day: dt.date) -> tuple[dict[str, int], dict[str, int]]:
    """Points spent and visits made by period, that of `day`; what was undone counts in none."""
    rows = db.session.execute(
        select(Redemption.day, Redemption.points).where(
            Redemption.community_id == account.community_id,
            Redemption.account_id == account.id,
            Redemption.undone_at.is_(None),
        )
    ).all()
    month = f"{day:%Y-%m}"
    since = {name: dt.date.fromisoformat(f"{span.begin(month)}-01") for name, span in BY_NAME.items()}
    since |= {"day": day, "ever": dt.date.min}
    within = {name: [points for when, points in rows if when >= first] for name, first in since.items()}
    return (
        {name: sum(points) for name, points in within.items()},
        {name: len(points) for name, points in within.items()},
    )
