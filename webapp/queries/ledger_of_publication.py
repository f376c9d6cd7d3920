"""Where the ledger ended when a month was published."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import LedgerEntry, Publication


@dataclass(frozen=True, slots=True)
class LedgerEnd:
    """The last entry's number and digest: it stands for every entry before it."""

    sequence: int
    digest: str


def ledger_end(publication: Publication) -> LedgerEnd | None:
    """The last entry that this publication made; None when it made none."""
    found = db.session.execute(
        select(LedgerEntry.sequence, LedgerEntry.digest)
        .where(
            LedgerEntry.community_id == publication.community_id,
            LedgerEntry.publication_id == publication.id,
        )
        .order_by(LedgerEntry.sequence.desc())
        .limit(1)
    ).first()
    return LedgerEnd(*found) if found else None
