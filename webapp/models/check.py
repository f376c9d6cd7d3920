"""The check: one visit to one courtyard, frozen when the inspector saved it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.domain.scoring.amendment import Amendment
from webapp.domain.scoring.observation import Result
from webapp.extensions import db
from webapp.models.courtyard import Courtyard
from webapp.models.finding import Finding
from webapp.models.photo import Photo, is_expired
from webapp.models.types import Digest, Instant, Key, MonthName, OfCommunity, Uuid, Word
from webapp.models.user import User
from webapp.models.walk import Walk


class Check(OfCommunity, db.Model):
    """`state` is received, complete, approved or returned.

    `day` follows from the corrected device time in the community's time zone. `month` is the month of that day or, when
    that one was confirmed already, the earliest open one; then it is `late`. `opened_at` and `saved_at` are the
    phone's own times. `amendment` is what its approval changed, as the domain's text of it.
    """

    __tablename__ = "courtyard_check"  # CHECK is a word of SQL

    id: Mapped[Key]
    uuid: Mapped[Uuid]
    entry_id: Mapped[int] = mapped_column(ForeignKey("received_entry.id"))
    walk_id: Mapped[int] = mapped_column(ForeignKey("walk.id"))
    courtyard_id: Mapped[int] = mapped_column(ForeignKey("courtyard.id"))
    inspector_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    rule_version: Mapped[int]
    judged: Mapped[Word]
    obstacle: Mapped[Word | None]
    replaces: Mapped[Uuid | None]
    state: Mapped[Word]
    day: Mapped[dt.date]
    month: Mapped[MonthName]
    opened_at: Mapped[Instant]
    saved_at: Mapped[Instant]
    corrected_at: Mapped[Instant]
    received_at: Mapped[Instant]
    latitude: Mapped[int | None]
    longitude: Mapped[int | None]
    accuracy: Mapped[int | None]
    return_code: Mapped[Word | None]
    return_text: Mapped[str | None]
    amendment: Mapped[str] = mapped_column(Text, default="", server_default="")
    skewed: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)

    walk: Mapped[Walk] = relationship()
    courtyard: Mapped[Courtyard] = relationship()
    inspector: Mapped[User] = relationship()
    # Every index leads with the community, so it stands in the joins too.
    findings: Mapped[list[Finding]] = relationship(
        order_by=Finding.id,
        primaryjoin=lambda: (Finding.check_id == Check.id) & (Finding.community_id == Check.community_id),
        foreign_keys=Finding.check_id,
    )
    photos: Mapped[list[CheckPhoto]] = relationship(
        order_by="CheckPhoto.position",
        primaryjoin=lambda: (CheckPhoto.check_id == Check.id) & (CheckPhoto.community_id == Check.community_id),
        foreign_keys=lambda: CheckPhoto.check_id,
    )

    companions: Mapped[list[CheckCompanion]] = relationship(
        order_by="CheckCompanion.id",
        primaryjoin=lambda: (CheckCompanion.check_id == Check.id) & (CheckCompanion.community_id == Check.community_id),
        foreign_keys=lambda: CheckCompanion.check_id,
    )

    @property
    def faults(self) -> list[Finding]:
        """Those that count: not what the approval let pass."""
        eased = Amendment.from_text(self.amendment).eased
        return [each for each in self.findings if each.result == Result.FAULT and each.item not in eased]

    @property
    def unjudged(self) -> set[str]:
        """Items that nobody could see, as behind a locked gate."""
        return {each.item for each in self.findings if each.result == Result.NOT_ASSESSED}

    __table_args__ = (
        db.UniqueConstraint("community_id", "uuid"),
        db.Index(None, "community_id", "month", "courtyard_id"),
        db.Index(None, "community_id", "walk_id"),
        db.Index(None, "community_id", "courtyard_id", "day"),
        db.Index(None, "community_id", "state"),
        db.Index(None, "community_id", "inspector_id", "day"),
        db.Index(None, "community_id", "replaces"),
    )


class CheckPhoto(OfCommunity, db.Model):
    """A line of a check's manifest: the photo it names, whether or not that photo has arrived; then it is `photo`.

    `position` is its place in the manifest; where it was taken is in microdegrees and metres, if the phone knew.
    """

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("courtyard_check.id"))
    item: Mapped[Word]
    sha256: Mapped[Digest]
    size: Mapped[int]
    shows: Mapped[Word]
    position: Mapped[int]
    taken_at: Mapped[Instant]
    latitude: Mapped[int | None]
    longitude: Mapped[int | None]
    accuracy: Mapped[int | None]

    photo: Mapped[Photo | None] = relationship(
        primaryjoin=lambda: (Photo.community_id == CheckPhoto.community_id) & (Photo.sha256 == CheckPhoto.sha256),
        foreign_keys=lambda: (CheckPhoto.community_id, CheckPhoto.sha256),
        viewonly=True,
    )

    __table_args__ = (
        db.UniqueConstraint("community_id", "check_id", "sha256", "item"),
        db.Index(None, "community_id", "sha256"),
    )


# Every page that shows a photo asks it of the photo's line, so it comes with that line.
CheckPhoto.is_expired = is_expired(CheckPhoto)


class CheckCompanion(OfCommunity, db.Model):
    """Somebody who came along when the check was made, as the check itself states; 回避 binds them too."""

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("courtyard_check.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    user: Mapped[User] = relationship()

    __table_args__ = (db.UniqueConstraint("community_id", "check_id", "user_id"),)
