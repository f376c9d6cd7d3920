"""People and their dated membership of households. No identity-card numbers, ever."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.household import Household
from webapp.models.types import Key, Name, OfCommunity, Word


class Person(OfCommunity, db.Model):
    """Somebody who lives in the community."""

    id: Mapped[Key]
    name: Mapped[Name]
    is_party_member: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (db.Index(None, "community_id", "name"),)


class Membership(OfCommunity, db.Model):
    """From when until when a person belonged to a household, and as what: head, member or tenant."""

    id: Mapped[Key]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Word]
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]

    household: Mapped[Household] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (db.Index(None, "community_id", "household_id"), db.Index(None, "community_id", "person_id"))
