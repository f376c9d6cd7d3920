"""A month as it was published: the document itself, so that what the board showed stays what it showed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.month import Month
from webapp.models.types import Digest, Instant, Key, OfCommunity, Word


class Publication(OfCommunity, db.Model):
    """`number` counts publications of one month from 1; `document` is JSON with masked names.

    `root` stands for the rows of all accounts and for `previous_root`, that of the community's publication before;
    publications of versions before there were roots have neither.
    """

    id: Mapped[Key]
    month_id: Mapped[int] = mapped_column(ForeignKey("month.id"))
    number: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[Digest]
    open_until: Mapped[dt.date]
    published_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    published_at: Mapped[Instant]
    root: Mapped[Digest | None]
    previous_root: Mapped[Digest | None]

    month: Mapped[Month] = relationship()

    __table_args__ = (db.UniqueConstraint("community_id", "month_id", "number"),)


class PublicationLeaf(OfCommunity, db.Model):
    """An account's leaf under a publication's root; `position` counts from 1, as in the document.

    `salt` is 16 random bytes as hex, `lines` the digest of the explanation that was published (none in publications of
    versions before it was kept). Who deletes a person's data deletes both: then nobody can tell any more what the leaf
    stands for, and the root still holds.
    """

    id: Mapped[Key]
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    position: Mapped[int]
    salt: Mapped[Word | None]
    leaf: Mapped[Digest]
    lines: Mapped[Digest | None]

    __table_args__ = (
        db.UniqueConstraint("community_id", "publication_id", "account_id"),
        db.UniqueConstraint("community_id", "publication_id", "position"),
    )
