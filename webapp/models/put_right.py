"""A household says that a fault is put right (报改好), with photos; staff arrange a re-check or say why not."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.check import Check
from webapp.models.courtyard import Courtyard
from webapp.models.household import Household
from webapp.models.photo import is_expired
from webapp.models.types import Digest, Instant, Key, Note, OfCommunity, Uuid, Word
from webapp.models.user import User


class PutRight(OfCommunity, db.Model):
    """About the fault of `item` in `check`; it changes no score: only a re-check does.

    `state` is waiting, arranged, declined or withdrawn. `reason` is what staff say where they arrange none. `token` is
    of the form, `version` counts what was done to it.
    """

    id: Mapped[Key]
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    courtyard_id: Mapped[int] = mapped_column(ForeignKey("courtyard.id"))
    check_id: Mapped[int] = mapped_column(ForeignKey("courtyard_check.id"))
    item: Mapped[Word]
    text: Mapped[Note]
    day: Mapped[dt.date]
    made_at: Mapped[Instant]
    state: Mapped[Word]
    reason: Mapped[Note] = mapped_column(default="", server_default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[Instant | None]
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    token: Mapped[Uuid]

    household: Mapped[Household] = relationship()
    courtyard: Mapped[Courtyard] = relationship()
    check: Mapped[Check] = relationship()
    decider: Mapped[User | None] = relationship()
    # Every index leads with the community, so it stands in the joins too.
    photos: Mapped[list[PutRightPhoto]] = relationship(
        order_by="PutRightPhoto.id",
        primaryjoin=lambda: (
            (PutRightPhoto.put_right_id == PutRight.id) & (PutRightPhoto.community_id == PutRight.community_id)
        ),
        foreign_keys=lambda: PutRightPhoto.put_right_id,
        viewonly=True,
    )

    __table_args__ = (
        db.UniqueConstraint("community_id", "token"),
        db.Index(None, "community_id", "state"),
        db.Index(None, "community_id", "household_id"),
    )


class PutRightPhoto(OfCommunity, db.Model):
    """What it looks like now, by its hash."""

    id: Mapped[Key]
    put_right_id: Mapped[int] = mapped_column(ForeignKey("put_right.id"))
    sha256: Mapped[Digest]

    __table_args__ = (
        db.UniqueConstraint("community_id", "put_right_id", "sha256"),
        db.Index(None, "community_id", "sha256"),
    )


PutRightPhoto.is_expired = is_expired(PutRightPhoto)
