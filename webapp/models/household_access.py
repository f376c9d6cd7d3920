"""How a household opens its card, who did, and how guessing is slowed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity, Word


class HouseholdAccess(OfCommunity, db.Model):
    """The PIN of a household, hashed; households without a row have none yet. `printed_at` is when its slip was."""

    id: Mapped[Key]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    pin_hash: Mapped[str] = mapped_column(String(200))
    set_at: Mapped[Instant]
    printed_at: Mapped[Instant | None]

    __table_args__ = (db.UniqueConstraint("community_id", "household_id"),)


class AccessVisit(OfCommunity, db.Model):
    """One opening of a card's private part, shown to the household itself: by PIN, by a phone that is remembered
    (kept), or read out at the counter.
    """

    id: Mapped[Key]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    at: Mapped[Instant]
    way: Mapped[Word]

    __table_args__ = (db.Index(None, "community_id", "household_id"),)


class Throttle(db.Model):
    """Failed guesses for one subject (a digest of a household code or an address); belongs to no community."""

    subject: Mapped[Digest] = mapped_column(primary_key=True)
    failures: Mapped[int]
    blocked_until: Mapped[Instant]
