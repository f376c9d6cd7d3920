"""A help task (帮扶任务): a fault at a household in difficulty, or a wish (微心愿), that a volunteer takes up."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.check import Check
from webapp.models.courtyard import Courtyard
from webapp.models.household import Household
from webapp.models.person import Person
from webapp.models.photo import is_expired
from webapp.models.types import Digest, Instant, Key, Note, OfCommunity, Uuid, Word
from webapp.models.user import User


class HelpTask(OfCommunity, db.Model):
    """Opened by the fault of `item` in `check`; `state` is of the domain. That a household is in difficulty is nobody's
    business but the staff's and of who helps.

    A wish has no check, but the words of the household that it is for, and the token of the form that posted it.

    The volunteer is a household of the roster, or one person of it. `deed_id` is what the volunteer was credited with.
    `version` is the number of its last step.
    """

    id: Mapped[Key]
    check_id: Mapped[int | None] = mapped_column(ForeignKey("courtyard_check.id"))
    item: Mapped[Word]
    courtyard_id: Mapped[int | None] = mapped_column(ForeignKey("courtyard.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    found_on: Mapped[dt.date]
    state: Mapped[Word]
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    put_right_on: Mapped[dt.date | None]
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"))
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    text: Mapped[Note] = mapped_column(default="", server_default="")
    token: Mapped[Uuid | None]

    check: Mapped[Check | None] = relationship()
    courtyard: Mapped[Courtyard | None] = relationship()
    household: Mapped[Household] = relationship(foreign_keys=lambda: HelpTask.household_id)
    volunteer: Mapped[Household | None] = relationship(foreign_keys=lambda: HelpTask.volunteer_id)
    person: Mapped[Person | None] = relationship()
    # Every index leads with the community, so it stands in the joins too.
    steps: Mapped[list[HelpStep]] = relationship(
        order_by="HelpStep.id",
        primaryjoin=lambda: (HelpStep.task_id == HelpTask.id) & (HelpStep.community_id == HelpTask.community_id),
        foreign_keys=lambda: HelpStep.task_id,
        viewonly=True,
    )
    photos: Mapped[list[HelpPhoto]] = relationship(
        order_by="HelpPhoto.id",
        primaryjoin=lambda: (HelpPhoto.task_id == HelpTask.id) & (HelpPhoto.community_id == HelpTask.community_id),
        foreign_keys=lambda: HelpPhoto.task_id,
        viewonly=True,
    )

    @property
    def is_wish(self) -> bool:
        return self.check_id is None

    __table_args__ = (
        db.UniqueConstraint("community_id", "token"),
        db.Index(None, "community_id", "household_id"),
        db.Index(None, "community_id", "state"),
        db.Index(None, "community_id", "courtyard_id", "item"),
        db.Index(None, "community_id", "check_id"),
        db.Index(None, "community_id", "volunteer_id"),
    )


class HelpStep(OfCommunity, db.Model):
    """What was done with a task; `maker_id` is who entered it, empty for a household's own card and the program."""

    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("help_task.id"))
    step: Mapped[Word]
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[Instant]
    text: Mapped[str] = mapped_column(Text)

    maker: Mapped[User | None] = relationship()

    __table_args__ = (db.Index(None, "community_id", "task_id"),)


class HelpPhoto(OfCommunity, db.Model):
    """A photo that proves what was done, by its hash."""

    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("help_task.id"))
    sha256: Mapped[Digest]

    __table_args__ = (
        db.UniqueConstraint("community_id", "task_id", "sha256"),
        db.Index(None, "community_id", "sha256"),
    )


HelpPhoto.is_expired = is_expired(HelpPhoto)
