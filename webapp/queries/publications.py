"""Months as they were published."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.domain.months.root import GENESIS
from webapp.extensions import db
from webapp.models import Month, Publication, PublicationLeaf


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


def all_publications(community_id: int) -> Iterator[Publication]:
    """Of every month, in the order they were made; one at a time in memory."""
    yield from db.session.scalars(
        select(Publication)
        .where(Publication.community_id == community_id)
        .order_by(Publication.id)
        .options(joinedload(Publication.month))
        .execution_options(yield_per=20)
    )


def leaves_of(publication: Publication) -> list[PublicationLeaf]:
    """Its accounts' leaves by their position."""
    return list(
        db.session.scalars(
            select(PublicationLeaf)
            .where(
                PublicationLeaf.community_id == publication.community_id,
                PublicationLeaf.publication_id == publication.id,
            )
            .order_by(PublicationLeaf.position)
        )
    )
