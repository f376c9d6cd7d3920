"""The second step of a sign-in: what makes one's one-time codes, and recovery codes for when the phone is gone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity


class SecondStep(OfCommunity, db.Model):
    """`secret` is encrypted; it counts once a code confirmed it. No code of `last_step` or before is taken again."""

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    secret: Mapped[str] = mapped_column(String(255))
    confirmed_at: Mapped[Instant | None]
    last_step: Mapped[int] = mapped_column(default=0)

    __table_args__ = (db.UniqueConstraint("user_id"), db.Index(None, "community_id", "user_id"))


class RecoveryCode(OfCommunity, db.Model):
    """One of ten that were shown once; only its hash is kept."""

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    digest: Mapped[Digest]
    used_at: Mapped[Instant | None]

    __table_args__ = (db.Index(None, "community_id", "user_id"),)
