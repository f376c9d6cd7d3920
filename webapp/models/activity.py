"""An activity (活动) of the community, who wants to come, and who signed in on its sheet."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.account import Account
from webapp.models.household import Household
from webapp.models.person import Person
from webapp.models.types import Digest, Instant, Key, Name, OfCommunity, Uuid, Word
from webapp.models.user import User


class Activity(OfCommunity, db.Model):
    """`kind` is a kind of deed; `points` or `quantity` (minutes, times) are what everybody gets who has no own figure.

    `sheet` is the hash of a picture of the sheet that people signed. `token` is of the form that made it, `version`
    counts what was done to it. `on_paper` says that a code on paper signs in all day, beside the one on the screen.
    """

    id: Mapped[Key]
    kind: Mapped[Word]
    title: Mapped[Name]
    day: Mapped[dt.date]
    place: Mapped[Name]
    organiser: Mapped[Name]
    points: Mapped[int]
    quantity: Mapped[int | None]
    sheet: Mapped[Digest | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    token: Mapped[Uuid]
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    on_paper: Mapped[bool] = mapped_column(default=False, server_default=false())

    maker: Mapped[User] = relationship()

    __table_args__ = (
        db.UniqueConstraint("community_id", "token"),
        db.Index(None, "community_id", "day"),
    )


class Attendance(OfCommunity, db.Model):
    """A line of the sheet: the account that is credited, and whose deed it was; `quantity` where it is an own one.

    `deed_id` is the deed that was posted for it. `signed_at` is when the household's own card signed in at the place;
    who was written down by staff has none.
    """

    __tablename__ = "activity_sign_in"

    id: Mapped[Key]
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    quantity: Mapped[int | None]
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"))
    signed_at: Mapped[Instant | None]

    activity: Mapped[Activity] = relationship()
    account: Mapped[Account] = relationship()
    household: Mapped[Household | None] = relationship()
    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        db.Index(None, "community_id", "activity_id"),
        db.Index(None, "community_id", "deed_id"),
    )


class SignUp(OfCommunity, db.Model):
    """A household, or one person of it, that wants to come (报名). Signing off takes the row away."""

    __tablename__ = "activity_sign_up"

    id: Mapped[Key]
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[Instant]

    activity: Mapped[Activity] = relationship()
    household: Mapped[Household] = relationship()
    person: Mapped[Person | None] = relationship()

    __table_args__ = (
        db.Index(None, "community_id", "activity_id"),
        db.Index(None, "community_id", "household_id"),
    )
