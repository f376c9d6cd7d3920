"""A month's score of one account, with its explanation."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.account import Account
from webapp.models.types import Key, OfCommunity


class Score(OfCommunity, db.Model):
    """Integers in points; not assessed has no total. `lines` is the explanation that scoring gave, `earned` what
    its own deeds brought, `carried` what it hands on to the next month.
    """

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    assessed: Mapped[bool]
    base: Mapped[int]
    bonus: Mapped[int]
    total: Mapped[int]
    lines: Mapped[list[dict]] = mapped_column(JSON)
    earned: Mapped[int] = mapped_column(default=0, server_default="0")
    vetoed: Mapped[bool] = mapped_column(default=False, server_default=false())
    carried: Mapped[dict] = mapped_column(JSON, default=dict, server_default="{}")

    account: Mapped[Account] = relationship()

    __table_args__ = (
        db.UniqueConstraint("community_id", "month_id", "account_id"),
        db.Index(None, "community_id", "account_id"),
    )
