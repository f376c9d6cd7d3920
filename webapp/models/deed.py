"""A bonus deed: volunteering, an accepted suggestion, a community activity."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.account import Account
from webapp.models.activity import Activity
from webapp.models.courtyard import Courtyard
from webapp.models.household import Household
from webapp.models.person import Person
from webapp.models.photo import is_expired
from webapp.models.types import Digest, Instant, Key, MonthName, Note, OfCommunity, Uuid, Word
from webapp.models.user import User

# By which way a deed came to be known.
DESK, FILE, PHONE, CLAIM, SHEET, HELP = "desk", "file", "phone", "claim", "sheet", "help"


class Deed(OfCommunity, db.Model):
    """Credits `account_id`, else the courtyard's account; `state` is waiting, accepted, refused or withdrawn.

    `quantity` is a number of times, or of minutes, where the rule pays by it.

    What an inspector logged has a `uuid` and `logged_by`, and no household until staff choose one. `reason` says why it
    was refused or credited with less; then `asked_points` and `asked_quantity` are what was asked for. An entry that
    takes another back is a row of its own, withdrawn like the one it `replaces`. `came_by` is the way it came,
    `claimed_by` the household that claims it, `activity_id` the sheet it stands on; `version` counts decisions, `token`
    is of the form that claimed it.
    """

    id: Mapped[Key]
    courtyard_id: Mapped[int | None] = mapped_column(ForeignKey("courtyard.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[Word]
    points: Mapped[int]
    quantity: Mapped[int | None]
    day: Mapped[dt.date]
    month: Mapped[MonthName]
    text: Mapped[Note]
    state: Mapped[Word]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    uuid: Mapped[Uuid | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("received_entry.id"))
    walk_id: Mapped[int | None] = mapped_column(ForeignKey("walk.id"))
    logged_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    rule_version: Mapped[int | None]
    replaces: Mapped[Uuid | None]
    reason: Mapped[Note | None]
    came_by: Mapped[Word] = mapped_column(default=DESK, server_default=DESK)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    asked_points: Mapped[int | None]
    asked_quantity: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    token: Mapped[Uuid | None]

    courtyard: Mapped[Courtyard | None] = relationship()
    account: Mapped[Account | None] = relationship()
    household: Mapped[Household | None] = relationship(foreign_keys=lambda: Deed.household_id)
    person: Mapped[Person | None] = relationship()
    activity: Mapped[Activity | None] = relationship()
    logger: Mapped[User | None] = relationship(foreign_keys=lambda: Deed.logged_by)
    # Every index leads with the community, so it stands in the joins too.
    photos: Mapped[list[DeedPhoto]] = relationship(
        order_by="DeedPhoto.position",
        primaryjoin=lambda: (DeedPhoto.deed_id == Deed.id) & (DeedPhoto.community_id == Deed.community_id),
        foreign_keys=lambda: DeedPhoto.deed_id,
        viewonly=True,
    )
    decisions: Mapped[list[DeedDecision]] = relationship(
        order_by="DeedDecision.id",
        primaryjoin=lambda: (DeedDecision.deed_id == Deed.id) & (DeedDecision.community_id == Deed.community_id),
        foreign_keys=lambda: DeedDecision.deed_id,
        viewonly=True,
    )

    __table_args__ = (
        db.UniqueConstraint("community_id", "uuid"),
        db.UniqueConstraint("community_id", "token"),
        db.Index(None, "community_id", "month", "courtyard_id"),
        db.Index(None, "community_id", "month", "account_id"),
        db.Index(None, "community_id", "logged_by"),
        db.Index(None, "community_id", "replaces"),
        db.Index(None, "community_id", "state", "day"),
        db.Index(None, "community_id", "day"),
        db.Index(None, "community_id", "claimed_by"),
        db.Index(None, "community_id", "activity_id"),
    )


class DeedPhoto(OfCommunity, db.Model):
    """A photo that shows the deed, by its hash."""

    id: Mapped[Key]
    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"))
    sha256: Mapped[Digest]
    position: Mapped[int]

    __table_args__ = (
        db.UniqueConstraint("community_id", "deed_id", "sha256"),
        db.Index(None, "community_id", "sha256"),
    )


DeedPhoto.is_expired = is_expired(DeedPhoto)


class DeedDecision(OfCommunity, db.Model):
    """What was decided about a deed, by whom; added, never changed. `verb` is accept, refuse or reopen."""

    id: Mapped[Key]
    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"))
    decider_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[Instant]
    verb: Mapped[Word]
    points: Mapped[int]
    reason: Mapped[Note]

    decider: Mapped[User] = relationship()

    __table_args__ = (db.Index(None, "community_id", "deed_id"),)
