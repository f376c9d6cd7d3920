"""Areas of a photo that nobody recognises on its pictures: faces, plates; and consent of who can be recognised."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity
from webapp.models.user import User


class PhotoCover(OfCommunity, db.Model):
    """The latest of a photo counts. `areas` are [left, top, width, height] in thousandths of the upright photo; none
    of them means that it is shown whole again.
    """

    id: Mapped[Key]
    sha256: Mapped[Digest]
    areas: Mapped[list[list[int]]] = mapped_column(JSON)
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]

    maker: Mapped[User] = relationship()

    __table_args__ = (db.Index(None, "community_id", "sha256"),)


class PhotoConsent(OfCommunity, db.Model):
    """A household sent a photo and said that whoever can be recognised in it agrees."""

    id: Mapped[Key]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    sha256: Mapped[Digest]
    given_at: Mapped[Instant]
    withdrawn_at: Mapped[Instant | None]

    __table_args__ = (db.UniqueConstraint("community_id", "household_id", "sha256"),)
