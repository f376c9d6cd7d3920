"""What staff did with an entry that was put aside: taken in after all, perhaps mended, or dismissed."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Instant, Key, Note, OfCommunity, Word


class Settlement(OfCommunity, db.Model):
    """One per entry, and for good; the entry's own text stays as it came.

    `verdict` is readmitted or dismissed, `reason` what the inspector is told. `taken_id` is the text that was taken:
    the entry's own, or the one that staff wrote from it.
    """

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("received_entry.id"))
    taken_id: Mapped[int | None] = mapped_column(ForeignKey("received_entry.id"))
    verdict: Mapped[Word]
    reason: Mapped[Note]
    settled_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[Instant]

    __table_args__ = (
        db.UniqueConstraint("community_id", "entry_id"),
        db.Index(None, "community_id", "taken_id"),
    )
