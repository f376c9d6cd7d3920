"""A photo on its way: how many of its bytes are here."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity, Uuid, Word


class Upload(OfCommunity, db.Model):
    """`offset` is the length of the kept prefix; appending compares and sets it. `about` is its Upload-Metadata.

    Once it is `received` the photo is kept elsewhere; the row stays until it expires, for a phone that missed it.
    """

    id: Mapped[Key]
    uuid: Mapped[Uuid]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    sha256: Mapped[Digest]
    length: Mapped[int]
    offset: Mapped[int]
    media_type: Mapped[Word]
    about: Mapped[str] = mapped_column(Text, default="")
    received: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[Instant]
    touched_at: Mapped[Instant]

    __table_args__ = (
        db.UniqueConstraint("community_id", "uuid"),
        db.Index(None, "community_id", "device_id", "received"),
        db.Index(None, "community_id", "touched_at"),
    )
