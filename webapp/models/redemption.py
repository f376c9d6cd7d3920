"""Points that were spent: for what, by whom handed out, and whether it was taken back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.account import Account
from webapp.models.types import Instant, Key, Name, OfCommunity, Uuid
from webapp.models.user import User


class Redemption(OfCommunity, db.Model):
    """The ledger's entries name it as their source. Undone, it counts in no limit, and its points are back.

    `picked_up_by` is who came for it, if not the household itself; `token` is its form's: sent twice, it counts once.
    """

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    day: Mapped[dt.date]
    points: Mapped[int]
    what: Mapped[Name]
    picked_up_by: Mapped[Name] = mapped_column(default="", server_default="")
    token: Mapped[Uuid | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[Instant | None]

    account: Mapped[Account] = relationship()

    maker: Mapped[User] = relationship(foreign_keys=made_by)

    __table_args__ = (
        db.UniqueConstraint("community_id", "token"),
        db.Index(None, "community_id", "account_id", "day"),
    )
