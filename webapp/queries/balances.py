"""Balances: sums of the ledger by account and bucket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, case, func, select

from webapp.domain.ledger.posting import SPENDING, Balance
from webapp.domain.ledger.settlement import CLEARED, ZEROED
from webapp.domain.months.cycle import SPENDABLE
from webapp.extensions import db
from webapp.models import Account, LedgerEntry, Month

Balances = dict[tuple[int, str], int]


def balances_through(community_id: int, month: str) -> Balances:
    """What each account holds of each bucket by the months up to `month`, less all that was spent until now."""
    return sums(community_id, (LedgerEntry.month <= month) | LedgerEntry.kind.in_(SPENDING))


def brought_by(community_id: int, months: Iterable[str]) -> Balances:
    """What these months brought each account of each bucket, before anything was spent, emptied or cleared."""
    taken = (*SPENDING, ZEROED, CLEARED)
    return sums(community_id, LedgerEntry.month.in_(months) & LedgerEntry.kind.not_in(taken))


def spendable_of(account: Account) -> dict[str, int]:
    """By bucket: what settled months brought, less what was spent."""
    found = sums(account.community_id, (LedgerEntry.account_id == account.id) & _can_be_spent(account.community_id))
    return {bucket: amount for (_, bucket), amount in found.items()}


def spendable_by_account(community_id: int) -> dict[int, int]:
    """The same of all accounts, all buckets together."""
    points: Counter[int] = Counter()
    for (account, _), amount in sums(community_id, _can_be_spent(community_id)).items():
        points[account] += amount
    return points


def _can_be_spent(community_id: int) -> ColumnElement[bool]:
    settled = select(Month.name).where(Month.community_id == community_id, Month.state.in_(SPENDABLE))
    return LedgerEntry.month.in_(settled) | LedgerEntry.kind.in_(SPENDING)


def balance_of(account: Account) -> Balance:
    """All buckets together, and what waits for its month to be settled."""
    return Balance(*db.session.execute(balance(account.community_id, account.id)).one())


def balance(community_id: int, account_id: int) -> Select[int, int]:
    spends = func.sum(case((_can_be_spent(community_id), LedgerEntry.amount), else_=0))
    waits = func.sum(case((~_can_be_spent(community_id), LedgerEntry.amount), else_=0))
    return select(func.coalesce(spends, 0).label("spendable"), func.coalesce(waits, 0).label("waiting")).where(
        LedgerEntry.community_id == community_id, LedgerEntry.account_id == account_id
    )


def outstanding(community_id: int) -> int:
    """Points that all accounts hold together, waiting ones included."""
    return sum(sums(community_id).values())


def sums(community_id: int, within: ColumnElement[bool] | None = None) -> Balances:
    """Of the entries `within` some bounds, else of all."""
    wanted: Iterable[ColumnElement[bool]] = () if within is None else (within,)
    rows = db.session.execute(
        select(LedgerEntry.account_id, LedgerEntry.bucket, func.sum(LedgerEntry.amount))
        .where(LedgerEntry.community_id == community_id, *wanted)
        .group_by(LedgerEntry.account_id, LedgerEntry.bucket)
    )
    return {(account, bucket): amount for account, bucket, amount in rows}
