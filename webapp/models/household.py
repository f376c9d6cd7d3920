"""The household: people who live together in one courtyard, with one file (一户一档)."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.courtyard import Courtyard
from webapp.models.types import Key, OfCommunity, Word


class Household(OfCommunity, db.Model):
    """`kind` is owner, registered or tenant; `code` opens the card together with a PIN."""

    id: Mapped[Key]
    courtyard_id: Mapped[int] = mapped_column(ForeignKey("courtyard.id"))
    code: Mapped[Word]
    kind: Mapped[Word]
    in_difficulty: Mapped[bool] = mapped_column(default=False)

    courtyard: Mapped[Courtyard] = relationship()

    __table_args__ = (db.UniqueConstraint("code"), db.Index(None, "community_id", "courtyard_id"))
