"""A day without patrol: a holiday, a storm, a day of rest."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped

from webapp.extensions import db
from webapp.models.types import Key, Name, OfCommunity


class CalendarDay(OfCommunity, db.Model):
    """`name` says why; the week in which it lies is not counted as missed."""

    id: Mapped[Key]
    day: Mapped[dt.date]
    name: Mapped[Name]

    __table_args__ = (db.UniqueConstraint("community_id", "day"),)
