"""Money for goods, and the points that are to be paid with it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.domain.goods.commitments import Commitments, commitments
from webapp.domain.rules.book import RuleBook
from webapp.extensions import db
from webapp.models import FundEntry, LedgerEntry
from webapp.queries.balances import outstanding
from webapp.queries.goods import points_on_shelf

SHOWN = 50


def fund_entries(community_id: int) -> list[FundEntry]:
    """The latest, newest first, with who entered them."""
    found = select(FundEntry).where(FundEntry.community_id == community_id).options(joinedload(FundEntry.maker))
    return list(db.session.scalars(found.order_by(FundEntry.id.desc()).limit(SHOWN)))


def funds_of(community_id: int) -> int:
    """In fen."""
    return db.session.scalar(select(func.sum(FundEntry.fen)).where(FundEntry.community_id == community_id)) or 0


def months_of_points(community_id: int) -> list[tuple[str, int]]:
    """By month, the earliest first: what its entries changed in the points outstanding."""
    rows = db.session.execute(
        select(LedgerEntry.month, func.sum(LedgerEntry.amount))
        .where(LedgerEntry.community_id == community_id)
        .group_by(LedgerEntry.month)
        .order_by(LedgerEntry.month)
    )
    return [(month, amount) for month, amount in rows]


def commitments_of(community_id: int, book: RuleBook) -> Commitments | None:
    """None where the rule book says nothing of what points are worth."""
    if book.exchange is None or book.exchange.rate is None:
        return None
    changes = [amount for _, amount in months_of_points(community_id)]
    shelf = points_on_shelf(community_id)
    return commitments(book.exchange.rate, outstanding(community_id), funds_of(community_id), shelf, changes)
