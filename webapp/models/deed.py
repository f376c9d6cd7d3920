"""A bonus deed: volunteering, an accepted suggestion, a community activity."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.courtyard import Courtyard
from webapp.models.household import Household
from webapp.models.types import Key, MonthName, Name, OfCommunity, Word


class Deed(OfCommunity, db.Model):
    """Credits the courtyard's account; `state` is waiting, accepted or refused."""

    id: Mapped[Key]
    courtyard_id: Mapped[int] = mapped_column(ForeignKey("courtyard.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Word]
    points: Mapped[int]
    day: Mapped[dt.date]
    month: Mapped[MonthName]
    text: Mapped[Name]
    state: Mapped[Word]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    courtyard: Mapped[Courtyard] = relationship()
    household: Mapped[Household] = relationship()

    __table_args__ = (db.Index(None, "community_id", "month", "courtyard_id"),)
