"""Months as they were published."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain.publication_root import GENESIS
from webapp.extensions import db
from webapp.models import Month, Publication


def publications_of(community_id: int, month: str) -> list[Publication]:
    """Every publication of one month, the newest first."""
    return list(
        db.session.scalars(
            select(Publication)
            .join(Publication.month)
            .where(Publication.community_id == community_id, Month.name == month)
            .order_by(Publication.number.desc())
        )
    )


def next_number(month: Month) -> int:
    """The number of the month's next publication; they count from 1."""
    last = db.session.scalar(
        select(func.max(Publication.number)).where(
            Publication.community_id == month.community_id, Publication.month_id == month.id
        )
    )
    return (last or 0) + 1


def last_root(community_id: int) -> str:
    """The root of the community's latest publication; GENESIS before the first that has one."""
    found = db.session.scalar(
        select(Publication.root)
        .where(Publication.community_id == community_id)
        .order_by(Publication.id.desc())
        .limit(1)
    )
    return found or GENESIS
