"""Who typed in what somebody else had checked on paper, and the sheets it was read from."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity, Uuid
from webapp.models.user import User


class TypedCheck(OfCommunity, db.Model):
    """The check is its inspector's; who typed it does not approve it."""

    id: Mapped[Key]
    check_uuid: Mapped[Uuid]
    typist_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    typed_at: Mapped[Instant]

    typist: Mapped[User] = relationship()

    __table_args__ = (db.UniqueConstraint("community_id", "check_uuid"),)


class WalkSheet(OfCommunity, db.Model):
    """A picture of a filled-in sheet, kept like a photo; shown only with its walk."""

    id: Mapped[Key]
    walk_id: Mapped[int] = mapped_column(ForeignKey("walk.id"))
    sha256: Mapped[Digest]
    added_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("community_id", "walk_id", "sha256"),)
