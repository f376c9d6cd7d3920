"""The ledger as it is verified: a month's postings, balances as they were, and what was spent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select

from webapp.domain.ledger.chain import Posting
from webapp.domain.ledger.posting import SPENDING
from webapp.extensions import db
from webapp.models import LedgerEntry, Redemption
from webapp.queries.balances import Balances, sums
from webapp.queries.ledger import as_posting


def postings_of(community_id: int, month: str, accounts: Collection[int]) -> list[Posting]:
    """What these accounts got and lost for `month`, in order; not what they spent."""
    rows = db.session.execute(
        select(*LedgerEntry.__table__.columns)
        .where(
            LedgerEntry.community_id == community_id,
            LedgerEntry.account_id.in_(accounts),
            LedgerEntry.month == month,
            LedgerEntry.kind.not_in(SPENDING),
        )
        .order_by(LedgerEntry.sequence)
    )
    return [as_posting(row) for row in rows]


def balances_then(community_id: int, month: str, settling: Posting | None, settled_at: dt.datetime | None) -> Balances:
    """What was there when `month` was settled: before the first entry of settling, else up to that step's time."""
    before: ColumnElement[bool] = (
        LedgerEntry.sequence < settling.sequence if settling else LedgerEntry.made_at <= settled_at
    )
    return sums(community_id, before & ((LedgerEntry.month <= month) | LedgerEntry.kind.in_(SPENDING)))


@dataclass(slots=True)
class Spending:
    """A redemption and the sums of the entries that name it; None where there is no such redemption."""

    redemption: Redemption | None
    entries: dict[tuple[int, str], int] = field(default_factory=dict)  # by account and kind


def spendings(community_id: int) -> Iterator[tuple[str, Spending]]:
    """By the redemption's key."""
    found: defaultdict[str, Spending] = defaultdict(lambda: Spending(None))
    for redemption in db.session.scalars(select(Redemption).where(Redemption.community_id == community_id)):
        found[str(redemption.id)] = Spending(redemption)
    rows = db.session.execute(
        select(LedgerEntry.source, LedgerEntry.account_id, LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .where(LedgerEntry.community_id == community_id, LedgerEntry.kind.in_(SPENDING))
        .group_by(LedgerEntry.source, LedgerEntry.account_id, LedgerEntry.kind)
    )
    for source, account, kind, amount in rows:
        found[source].entries[account, kind] = amount
    yield from found.items()
