"""The household: people who live together, with one file (一户一档)."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.courtyard import Courtyard
from webapp.models.types import Key, Name, OfCommunity, Word


class Household(OfCommunity, db.Model):
    """`kind` is owner, registered or tenant; `code` opens the card together with a PIN.

    It lives in a courtyard, or at an `address` of a compound (3号楼2单元501 of the compound in `group_name`).
    """

    id: Mapped[Key]
    courtyard_id: Mapped[int | None] = mapped_column(ForeignKey("courtyard.id"))
    code: Mapped[Word]
    kind: Mapped[Word]
    in_difficulty: Mapped[bool] = mapped_column(default=False)
    address: Mapped[Name] = mapped_column(default="", server_default="")
    group_name: Mapped[Name] = mapped_column(default="", server_default="")

    courtyard: Mapped[Courtyard | None] = relationship()

    __table_args__ = (db.UniqueConstraint("code"), db.Index(None, "community_id", "courtyard_id"))
