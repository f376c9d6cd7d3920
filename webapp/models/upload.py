"""A photo on its way: how many of its bytes are here."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity, Uuid, Word


class Upload(OfCommunity, db.Model):
    """`offset` is the length of the kept prefix; appending compares and sets it."""

    id: Mapped[Key]
    uuid: Mapped[Uuid]
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    sha256: Mapped[Digest]
    length: Mapped[int]
    offset: Mapped[int]
    media_type: Mapped[Word]
    made_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("community_id", "uuid"),)
