"""Teams of volunteers and party branches, and who belonged to them when."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.person import Person
from webapp.models.types import Key, Name, OfCommunity


class Team(OfCommunity, db.Model):
    """`group_name` is the scoring group it belongs to, such as a party branch; "" where there is none."""

    id: Mapped[Key]
    name: Mapped[Name]
    group_name: Mapped[Name] = mapped_column(default="", server_default="")

    __table_args__ = (db.UniqueConstraint("community_id", "name", "group_name"),)


class TeamMember(OfCommunity, db.Model):
    """From when until when a person belonged to a team; both days included."""

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]

    team: Mapped[Team] = relationship()
    person: Mapped[Person] = relationship()

    __table_args__ = (db.Index(None, "community_id", "team_id"), db.Index(None, "community_id", "person_id"))
