"""The account of a courtyard, and who held it when."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.courtyard import Courtyard
from webapp.models.household import Household
from webapp.models.types import Key, MonthName, OfCommunity


class Account(OfCommunity, db.Model):
    """A new holder closes the account and opens another; `closed_in` is the last month it takes part in."""

    id: Mapped[Key]
    courtyard_id: Mapped[int] = mapped_column(ForeignKey("courtyard.id"))
    opened_in: Mapped[MonthName]
    closed_in: Mapped[MonthName | None]

    courtyard: Mapped[Courtyard] = relationship()
    holders: Mapped[list[AccountHolder]] = relationship()

    __table_args__ = (db.Index(None, "community_id", "courtyard_id"),)


class AccountHolder(OfCommunity, db.Model):
    """The household that holds an account."""

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))

    household: Mapped[Household] = relationship()

    __table_args__ = (
        db.UniqueConstraint("community_id", "account_id", "household_id"),
        db.Index(None, "community_id", "household_id"),
    )
