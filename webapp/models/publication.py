"""A month as it was published: the document itself, so that what the board showed stays what it showed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.month import Month
from webapp.models.types import Digest, Instant, Key, OfCommunity


class Publication(OfCommunity, db.Model):
    """`number` counts publications of one month from 1; `document` is JSON with masked names."""

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    number: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[Digest]
    open_until: Mapped[dt.date]
    published_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    published_at: Mapped[Instant]

    month: Mapped[Month] = relationship()

    __table_args__ = (db.UniqueConstraint("community_id", "month_id", "number"),)
