"""What a check says of an item other than that it passes."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Key, OfCommunity, Word


class Finding(OfCommunity, db.Model):
    """`result` is fault, fixed, third_party, not_applicable or not_assessed; passes have no row.

    `severity` and `count` are there where the rule book asked for them.
    """

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("courtyard_check.id"))
    item: Mapped[Word]
    result: Mapped[Word]
    phrases: Mapped[list[str]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text)
    severity: Mapped[Word | None]
    count: Mapped[int | None]

    __table_args__ = (db.UniqueConstraint("community_id", "check_id", "item"),)
