"""Goods put by for somebody until a day, and who waits for goods to come."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.account import Account
from webapp.models.good import Good
from webapp.models.types import Instant, Key, Name, OfCommunity, Uuid, Word
from webapp.models.user import User


class Reservation(OfCommunity, db.Model):
    """`state` is waiting, kept, taken or released. Kept, it counts against the shelf up to and with `until`; after that
    day it is as if released, without anybody doing anything. Waiting, it has no `until` before its turn comes; then
    pieces are held for it in the same way, up to and with that day.

    Somebody at the counter made it (`made_by`), or the household itself by its card (`household_id`); the same of who
    ended it, where nobody is named. `picked_up_by` is who will come for it, if not the household itself; `token` is its
    form's.
    """

    id: Mapped[Key]
    good_id: Mapped[int] = mapped_column(ForeignKey("good.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    pieces: Mapped[int]
    state: Mapped[Word]
    until: Mapped[dt.date | None]
    picked_up_by: Mapped[Name] = mapped_column(default="", server_default="")
    token: Mapped[Uuid | None]
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[Instant | None]

    good: Mapped[Good] = relationship()
    account: Mapped[Account] = relationship()
    maker: Mapped[User | None] = relationship(foreign_keys=made_by)

    __table_args__ = (
        db.UniqueConstraint("community_id", "token"),
        db.Index(None, "community_id", "state", "good_id"),
        db.Index(None, "community_id", "account_id"),
    )

    @property
    def is_called(self) -> bool:
        """Whether its turn has come, and nobody has had it put by yet."""
        return self.state == "waiting" and self.until is not None
