"""A bonus deed: volunteering, an accepted suggestion, a community activity."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.account import Account
from webapp.models.courtyard import Courtyard
from webapp.models.household import Household
from webapp.models.types import Key, MonthName, Note, OfCommunity, Uuid, Word
from webapp.models.user import User


class Deed(OfCommunity, db.Model):
    """Credits `account_id`, else the courtyard's account; `state` is waiting, accepted, refused or withdrawn.

    `quantity` is a number of times, or of minutes, where the rule pays by it.

    What an inspector logged has a `uuid` and `logged_by`, and no household until staff choose one. `reason` says why it
    was refused. An entry that takes another back is a row of its own, withdrawn like the one it `replaces`.
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

    courtyard: Mapped[Courtyard | None] = relationship()
    account: Mapped[Account | None] = relationship()
    household: Mapped[Household | None] = relationship()
    logger: Mapped[User | None] = relationship(foreign_keys=lambda: Deed.logged_by)

    __table_args__ = (
        db.UniqueConstraint("community_id", "uuid"),
        db.Index(None, "community_id", "month", "courtyard_id"),
        db.Index(None, "community_id", "month", "account_id"),
        db.Index(None, "community_id", "logged_by"),
        db.Index(None, "community_id", "replaces"),
    )
