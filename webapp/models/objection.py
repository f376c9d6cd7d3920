"""A household's objection to a published score, and all that was done with it; steps are added, never changed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.account import Account
from webapp.models.household import Household
from webapp.models.publication import Publication
from webapp.models.types import Digest, Instant, Key, MonthName, Name, OfCommunity, Word
from webapp.models.user import User


class Objection(OfCommunity, db.Model):
    """Of one account, about a line of its score in one publication. `state` and `outcome` are of the domain

    `code` is an item's, a deed's or "", `sources` the checks and deeds that the line rested on when it was taken.
    `told_by` is who came to the counter. `version` is the number of its last step.
    """

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    month: Mapped[MonthName]
    subject: Mapped[Word]
    code: Mapped[Word]
    sources: Mapped[list[str]] = mapped_column(JSON)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    told_by: Mapped[Name]
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[Word]
    outcome: Mapped[Word | None]
    version: Mapped[int]
    answer_until: Mapped[dt.date]
    appeal_until: Mapped[dt.date | None]

    account: Mapped[Account] = relationship()
    publication: Mapped[Publication] = relationship()
    household: Mapped[Household | None] = relationship()
    # Every index leads with the community, so it stands in the join too.
    steps: Mapped[list[ObjectionStep]] = relationship(
        order_by="ObjectionStep.number",
        primaryjoin=lambda: (
            (ObjectionStep.objection_id == Objection.id) & (ObjectionStep.community_id == Objection.community_id)
        ),
        foreign_keys=lambda: ObjectionStep.objection_id,
        viewonly=True,
    )

    __table_args__ = (
        db.Index(None, "community_id", "month", "account_id"),
        db.Index(None, "community_id", "account_id"),
        db.Index(None, "community_id", "state"),
    )


class ObjectionStep(OfCommunity, db.Model):
    """What somebody did with it and said; `effects` is JSON of what a ruling changes, `placed_in` the month in which.

    No maker is the household itself. `sequence` counts in the community: the steps are a chain of digests.

    `text_digest` is the hash of words that were deleted with their household's data, which the chain goes on with.
    """

    id: Mapped[Key]
    objection_id: Mapped[int] = mapped_column(ForeignKey("objection.id"))
    number: Mapped[int]
    sequence: Mapped[int]
    step: Mapped[Word]
    outcome: Mapped[Word]
    text: Mapped[str] = mapped_column(Text)
    effects: Mapped[str] = mapped_column(Text)
    placed_in: Mapped[str] = mapped_column(db.String(7))
    maker_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[Instant]
    previous_digest: Mapped[Digest]
    digest: Mapped[Digest]
    text_digest: Mapped[Digest | None]

    maker: Mapped[User | None] = relationship()

    __table_args__ = (
        db.UniqueConstraint("community_id", "objection_id", "number"),
        db.UniqueConstraint("community_id", "sequence"),
    )
