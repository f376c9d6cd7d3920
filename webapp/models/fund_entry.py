"""Money that was set aside for goods, or taken from there."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Instant, Key, Name, OfCommunity
from webapp.models.user import User


class FundEntry(OfCommunity, db.Model):
    """`fen` is hundredths of a yuan, negative for what went out; a mistake is put right by another entry."""

    id: Mapped[Key]
    day: Mapped[dt.date]
    fen: Mapped[int]
    what: Mapped[Name]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]

    maker: Mapped[User] = relationship()

    __table_args__ = (db.Index(None, "community_id", "day"),)
