"""A person's phone: what its token may send for."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, Name, OfCommunity, Uuid
from webapp.models.user import User


class Device(OfCommunity, db.Model):
    """One per person and phone; only hashes of its tokens are kept. `phone` is made by the installation.

    The next token was issued and not used yet; the previous one opens nothing, but what it sealed can still be told.
    """

    id: Mapped[Key]
    public_id: Mapped[Uuid]
    phone: Mapped[Uuid]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[Name]
    token_hash: Mapped[Digest]
    next_token_hash: Mapped[Digest | None]
    previous_token_hash: Mapped[Digest | None]
    issued_at: Mapped[Instant]
    last_seen_at: Mapped[Instant | None]
    revoked_at: Mapped[Instant | None]

    user: Mapped[User] = relationship()

    __table_args__ = (
        db.UniqueConstraint("token_hash"),
        db.UniqueConstraint("next_token_hash"),
        db.UniqueConstraint("public_id"),
        db.UniqueConstraint("community_id", "user_id", "phone"),
    )

    @property
    def is_stopped(self) -> bool:
        """Revoked, or its person is no inspector any more: what it sends is only set aside."""
        return self.revoked_at is not None or not self.user.active or not self.user.has_role("inspector")

    @property
    def seal_keys(self) -> tuple[str, ...]:
        """The hashes of the tokens with which this phone may have sealed what somebody else brings."""
        return tuple(filter(None, (self.token_hash, self.next_token_hash, self.previous_token_hash)))
