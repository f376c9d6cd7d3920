"""The walk: one inspector's round on one phone on one day; staff call it a batch."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Instant, Key, OfCommunity, Uuid
from webapp.models.user import User

if TYPE_CHECKING:
    from webapp.models.typed_check import WalkSheet


class Walk(OfCommunity, db.Model):
    """`uuid` was made by the phone at the walk's first check; a form without JavaScript makes one on the server."""

    id: Mapped[Key]
    uuid: Mapped[Uuid]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    day: Mapped[dt.date]
    first_received_at: Mapped[Instant]

    user: Mapped[User] = relationship()
    sheets: Mapped[list[WalkSheet]] = relationship(
        order_by="WalkSheet.id",
        primaryjoin="(WalkSheet.walk_id == Walk.id) & (WalkSheet.community_id == Walk.community_id)",
        foreign_keys="WalkSheet.walk_id",
        viewonly=True,
    )

    __table_args__ = (db.UniqueConstraint("community_id", "uuid"), db.Index(None, "community_id", "day"))
