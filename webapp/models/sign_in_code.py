"""A code with which an inspector signs in on a phone, once and soon."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity
from webapp.models.user import User


class SignInCode(OfCommunity, db.Model):
    """Staff show it as QR; only its hash is kept. It opens the session of `user` until it was used, or has expired."""

    id: Mapped[Key]
    digest: Mapped[Digest]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    used_at: Mapped[Instant | None]

    user: Mapped[User] = relationship(foreign_keys=user_id)

    __table_args__ = (db.UniqueConstraint("digest"), db.Index(None, "community_id", "user_id"))
