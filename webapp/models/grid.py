"""The grid: a part of the community that one inspector walks."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from webapp.extensions import db
from webapp.models.types import Key, Name, OfCommunity, Word


class Grid(OfCommunity, db.Model):
    """`code` is what phones and addresses use."""

    id: Mapped[Key]
    code: Mapped[Word]
    name: Mapped[Name]

    __table_args__ = (db.UniqueConstraint("community_id", "code"),)
