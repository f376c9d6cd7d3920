"""A photo that has arrived whole: matched to its hash, on disk, fsynced; and what its scene looks like."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Mapped, MappedSQLExpression, column_property

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity, Word


class Photo(OfCommunity, db.Model):
    """Found in the store under community and hash; shown only through the finding that names it.

    It is kept whatever the darkroom says of it later; `refusal` is a reason's name when no picture could be made.
    At the end of its retention it is expired, and dropped when its bytes are gone; the row and its hash stay.
    """

    id: Mapped[Key]
    sha256: Mapped[Digest]
    size: Mapped[int]
    media_type: Mapped[Word]
    received_at: Mapped[Instant]
    examined_at: Mapped[Instant | None]
    refusal: Mapped[Word | None]
    expired_at: Mapped[Instant | None]
    dropped_at: Mapped[Instant | None]

    __table_args__ = (
        db.UniqueConstraint("community_id", "sha256"),
        db.Index(None, "community_id", "examined_at"),
        db.Index(None, "community_id", "expired_at"),
    )


class PhotoPrint(OfCommunity, db.Model):
    """A quarter of a scene's print, to find it by: `band` is the quarter's place and its 16 bits."""

    id: Mapped[Key]
    sha256: Mapped[Digest]
    band: Mapped[int]
    whole: Mapped[Word]

    __table_args__ = (db.Index(None, "community_id", "band"), db.Index(None, "community_id", "sha256"))


class PhotoLikeness(OfCommunity, db.Model):
    """Two files that show one and the same photo; `other` was here first."""

    id: Mapped[Key]
    sha256: Mapped[Digest]
    other: Mapped[Digest]

    __table_args__ = (
        db.UniqueConstraint("community_id", "sha256", "other"),
        db.Index(None, "community_id", "other"),
    )


def is_expired(line) -> MappedSQLExpression[bool]:
    """Whether the photo that a line names is past its retention; every page that shows one asks it of the line."""
    return column_property(
        select(Photo.id)
        .where(Photo.community_id == line.community_id, Photo.sha256 == line.sha256, Photo.expired_at.is_not(None))
        .exists()
    )
