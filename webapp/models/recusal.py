"""回避: courtyards of relatives that a user may neither check nor decide on; the own one follows from the roster."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Key, Name, OfCommunity


class Recusal(OfCommunity, db.Model):
    """`reason` is for staff; phones get the bare list."""

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    courtyard_id: Mapped[int] = mapped_column(ForeignKey("courtyard.id"))
    reason: Mapped[Name]

    __table_args__ = (db.UniqueConstraint("community_id", "user_id", "courtyard_id"),)
