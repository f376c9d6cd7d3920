"""A request to delete what is kept of a household, and what became of it."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.household import Household
from webapp.models.types import Instant, Key, OfCommunity, Word
from webapp.models.user import User


class Erasure(OfCommunity, db.Model):
    """`reason` is left or asked, `state` asked, withdrawn or done. Who asks does not confirm."""

    id: Mapped[Key]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    reason: Mapped[Word]
    state: Mapped[Word]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[Instant]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[Instant | None]

    household: Mapped[Household] = relationship()
    asker: Mapped[User] = relationship(foreign_keys=asked_by)
    ender: Mapped[User | None] = relationship(foreign_keys=ended_by)

    __table_args__ = (db.Index(None, "community_id", "household_id"),)
