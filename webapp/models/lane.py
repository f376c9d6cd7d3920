"""The lane: where door numbers are unique."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from webapp.extensions import db
from webapp.models.types import Key, Name, OfCommunity


class Lane(OfCommunity, db.Model):
    """`position` orders lanes on the board."""

    id: Mapped[Key]
    name: Mapped[Name]
    position: Mapped[int]

    __table_args__ = (db.UniqueConstraint("community_id", "name"),)
