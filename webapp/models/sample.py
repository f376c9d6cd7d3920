"""抽查: oversight's random sample of a walk, and what was seen when the drawn checks were looked at again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.check import Check
from webapp.models.types import Digest, Instant, Key, OfCommunity, Uuid, Word
from webapp.models.user import User
from webapp.models.walk import Walk


class Sample(OfCommunity, db.Model):
    """One throw for each walk. `text` is what the server held of the walk then, `walk_digest` its hash; together with
    `thrown` it decides which checks are drawn. Triggers in the database refuse to update or delete a row.
    """

    id: Mapped[Key]
    walk_id: Mapped[int] = mapped_column(ForeignKey("walk.id"))
    text: Mapped[str] = mapped_column(Text)
    walk_digest: Mapped[Digest]
    thrown: Mapped[Word]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]

    walk: Mapped[Walk] = relationship()
    maker: Mapped[User] = relationship()
    # Every index leads with the community, so it stands in the join too.
    drawn: Mapped[list[DrawnCheck]] = relationship(
        order_by="DrawnCheck.position",
        primaryjoin=lambda: (DrawnCheck.sample_id == Sample.id) & (DrawnCheck.community_id == Sample.community_id),
        foreign_keys=lambda: DrawnCheck.sample_id,
        viewonly=True,
    )

    __table_args__ = (db.UniqueConstraint("community_id", "walk_id"),)


class DrawnCheck(OfCommunity, db.Model):
    """A check of the sample; `position` counts from 1 in the order of the lots."""

    id: Mapped[Key]
    sample_id: Mapped[int] = mapped_column(ForeignKey("sample.id"))
    check_id: Mapped[int] = mapped_column(ForeignKey("courtyard_check.id"))
    position: Mapped[int]

    check: Mapped[Check] = relationship()

    __table_args__ = (
        db.UniqueConstraint("community_id", "sample_id", "position"),
        db.UniqueConstraint("community_id", "check_id"),
    )


class SampleVisit(OfCommunity, db.Model):
    """Somebody of oversight looked at a drawn check's courtyard on `day`; added, never changed. What a later visit says
    of an item stands instead of what an earlier one said. `token` is its form's: sent twice, it counts once.
    """

    id: Mapped[Key]
    drawn_id: Mapped[int] = mapped_column(ForeignKey("drawn_check.id"))
    day: Mapped[dt.date]
    token: Mapped[Uuid]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]

    maker: Mapped[User] = relationship()
    views: Mapped[list[SampleView]] = relationship(
        order_by="SampleView.id",
        primaryjoin=lambda: (
            (SampleView.visit_id == SampleVisit.id) & (SampleView.community_id == SampleVisit.community_id)
        ),
        foreign_keys=lambda: SampleView.visit_id,
        viewonly=True,
    )

    __table_args__ = (
        db.UniqueConstraint("community_id", "token"),
        db.Index(None, "community_id", "drawn_id"),
    )


class SampleView(OfCommunity, db.Model):
    """What was seen of one item on a visit: as the check says, or otherwise and how."""

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(ForeignKey("sample_visit.id"))
    item: Mapped[Word]
    agrees: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (db.UniqueConstraint("community_id", "visit_id", "item"),)


class SamplePhoto(OfCommunity, db.Model):
    """A photo of what was seen on a visit, by its hash; shown to staff and oversight, beside the check's own."""

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(ForeignKey("sample_visit.id"))
    sha256: Mapped[Digest]
    position: Mapped[int]

    __table_args__ = (
        db.UniqueConstraint("community_id", "visit_id", "sha256"),
        db.Index(None, "community_id", "sha256"),
    )
