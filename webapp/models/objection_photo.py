"""A photo that a household sent with its objection, by its hash."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Key, OfCommunity


class ObjectionPhoto(OfCommunity, db.Model):
    """Shown to the household that sent it and to whoever may read the objection."""

    id: Mapped[Key]
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"))
    sha256: Mapped[Digest]
    position: Mapped[int]

    __table_args__ = (
        db.UniqueConstraint("community_id", "objection_id", "sha256"),
        db.Index(None, "community_id", "sha256"),
    )
