"""The ledger: it only grows, and each entry's digest hangs on the one before it."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, MonthName, Name, OfCommunity, Word


class LedgerEntry(OfCommunity, db.Model):
    """`sequence` counts within the community without gaps; `amount` is points, negative for deductions.

    What was spent or cleared has no publication. Triggers in the database refuse to update or delete a row; corrections
    are reversals.
    """

    id: Mapped[Key]
    sequence: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    bucket: Mapped[Word]
    month: Mapped[MonthName]
    kind: Mapped[Word]
    code: Mapped[Name]
    amount: Mapped[int]
    source: Mapped[Name]
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    rule_version: Mapped[int]
    maker_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    previous_digest: Mapped[Digest]
    digest: Mapped[Digest]

    __table_args__ = (
        db.UniqueConstraint("community_id", "sequence"),
        db.Index(None, "community_id", "account_id", "month"),
    )
