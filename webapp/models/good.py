"""Goods that points are exchanged for, and every change of their number."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, Name, OfCommunity, Word
from webapp.models.user import User


class Good(OfCommunity, db.Model):
    """`points` is the price of one `unit` (袋, 桶); fewer than `low_at` on the shelf are a warning.

    An account gets `most_each` in a month at most, if that is set. What is not on offer keeps its history. `picture` is
    the hash of the photo that shows it.
    """

    id: Mapped[Key]
    name: Mapped[Name]
    unit: Mapped[Word]
    points: Mapped[int]
    low_at: Mapped[int] = mapped_column(default=0, server_default="0")
    most_each: Mapped[int | None]
    sponsor: Mapped[Name] = mapped_column(default="", server_default="")
    on_offer: Mapped[bool] = mapped_column(default=True, server_default=true())
    picture: Mapped[Digest | None]

    __table_args__ = (db.UniqueConstraint("community_id", "name"),)


class StockEntry(OfCommunity, db.Model):
    """`move` is one of webapp.domain.goods.stock, `quantity` signed. Triggers in the database refuse to update or
    delete a row: a mistake is put right by another entry.

    `fen` is what a purchase cost, `points` what a piece of an exchange cost; `words` say from whom, or why.
    """

    id: Mapped[Key]
    good_id: Mapped[int] = mapped_column(ForeignKey("good.id"))
    day: Mapped[dt.date]
    move: Mapped[Word]
    quantity: Mapped[int]
    fen: Mapped[int | None]
    points: Mapped[int | None]
    words: Mapped[Name] = mapped_column(default="", server_default="")
    redemption_id: Mapped[int | None] = mapped_column(ForeignKey("redemption.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]

    good: Mapped[Good] = relationship()
    maker: Mapped[User] = relationship()

    __table_args__ = (
        db.Index(None, "community_id", "good_id"),
        db.Index(None, "community_id", "redemption_id"),
    )
