"""A photo that has arrived whole: matched to its hash, on disk, fsynced."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity, Word


class Photo(OfCommunity, db.Model):
    """Found in the store under community and hash; shown only through the finding that names it."""

    id: Mapped[Key]
    sha256: Mapped[Digest]
    size: Mapped[int]
    media_type: Mapped[Word]
    received_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("community_id", "sha256"),)
