"""The signature that somebody wrote on the screen for what they collected."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Instant, Key, OfCommunity


class Signature(OfCommunity, db.Model):
    """A small PNG, beside its receipt: it goes when the household's data are deleted, and the receipt stays."""

    id: Mapped[Key]
    redemption_id: Mapped[int] = mapped_column(ForeignKey("redemption.id"))
    png: Mapped[bytes] = mapped_column(LargeBinary)
    taken_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    taken_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("community_id", "redemption_id"),)
