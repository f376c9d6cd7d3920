"""Which grid an inspector walks, and since when."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.grid import Grid
from webapp.models.types import Key, OfCommunity


class Assignment(OfCommunity, db.Model):
    """Dated, so that an old walk can still be explained."""

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    grid_id: Mapped[int] = mapped_column(ForeignKey("grid.id"))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]

    grid: Mapped[Grid] = relationship()

    __table_args__ = (db.Index(None, "community_id", "user_id"),)
