"""A link with which somebody chooses a password of their own: who was invited, or who forgot theirs."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity
from webapp.models.user import User


class Invitation(OfCommunity, db.Model):
    """Shown once; only its hash is kept. It works until it was used, withdrawn or renewed, or has expired."""

    id: Mapped[Key]
    digest: Mapped[Digest]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    withdrawn_at: Mapped[Instant | None]

    user: Mapped[User] = relationship(foreign_keys=user_id)
    maker: Mapped[User | None] = relationship(foreign_keys=made_by)

    __table_args__ = (db.UniqueConstraint("digest"), db.Index(None, "community_id", "user_id"))
