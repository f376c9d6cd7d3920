"""The month as a state machine, and every step it took."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Instant, Key, MonthName, OfCommunity, Word
from webapp.models.user import User


class Month(OfCommunity, db.Model):
    """`state` is one of webapp.domain.month_cycle; `rule_version` is the one it is scored by."""

    id: Mapped[Key]
    name: Mapped[MonthName]
    state: Mapped[Word]
    rule_version: Mapped[int]

    # Every index leads with the community, so it stands in the join too.
    steps: Mapped[list[MonthStep]] = relationship(
        order_by="MonthStep.id",
        primaryjoin=lambda: (MonthStep.month_id == Month.id) & (MonthStep.community_id == Month.community_id),
        foreign_keys=lambda: MonthStep.month_id,
    )

    __table_args__ = (db.UniqueConstraint("community_id", "name"),)


class MonthStep(OfCommunity, db.Model):
    """Who moved the month to which state, when, under which rule version."""

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    action: Mapped[Word]
    state: Mapped[Word]
    rule_version: Mapped[int]
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[Instant]

    maker: Mapped[User | None] = relationship()

    __table_args__ = (db.Index(None, "community_id", "month_id"),)
