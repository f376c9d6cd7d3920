"""What points handbooks say, for many accounts at once: published months, entries of the ledger, exchanges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from sqlalchemy import Row, select

from webapp.domain.months.cycle import SHOWN
from webapp.extensions import db
from webapp.models import LedgerEntry, Month, Redemption, Score

Found = TypeVar("Found")
ByAccount = dict[int, list[Found]]


def shown_months_of(community_id: int, accounts: Collection[int]) -> ByAccount[Row[Any]]:
    """Their published months as (account_id, name, assessed, base, bonus, total), the earliest first."""
    found = db.session.execute(
        select(Score.account_id, Month.name, Score.assessed, Score.base, Score.bonus, Score.total)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Score.account_id.in_(accounts), Month.state.in_(SHOWN))
        .order_by(Month.name)
    )
    return _by_account(list(found))


def entries_of(community_id: int, accounts: Collection[int]) -> ByAccount[LedgerEntry]:
    """Their entries in the order of the ledger."""
    found = db.session.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.community_id == community_id, LedgerEntry.account_id.in_(accounts))
        .order_by(LedgerEntry.sequence)
    )
    return _by_account(found)


def exchanges_of(community_id: int, accounts: Collection[int]) -> ByAccount[Redemption]:
    """What they exchanged, the earliest first; what was undone says so."""
    found = db.session.scalars(
        select(Redemption)
        .where(Redemption.community_id == community_id, Redemption.account_id.in_(accounts))
        .order_by(Redemption.day, Redemption.id)
    )
    return _by_account(found)


def _by_account(found: Iterable[Any]) -> ByAccount[Any]:
    rows: ByAccount[Any] = defaultdict(list)
    for row in found:
        rows[row.account_id].append(row)
    return rows
