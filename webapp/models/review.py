"""A staff decision on a check; decisions are added, never changed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Instant, Key, OfCommunity, Word
from webapp.models.user import User


class Review(OfCommunity, db.Model):
    """`decision` is approve, amend, return or reopen; `reason` is a code of the rule book, `text` what was added to it.

    To amend is to approve with an `amendment`, as the domain's text of it.
    """

    id: Mapped[Key]
    check_id: Mapped[int] = mapped_column(ForeignKey("courtyard_check.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decision: Mapped[Word]
    reason: Mapped[Word | None]
    text: Mapped[str] = mapped_column(Text)
    amendment: Mapped[str] = mapped_column(Text, default="", server_default="")
    decided_at: Mapped[Instant]

    reviewer: Mapped[User] = relationship()

    __table_args__ = (db.Index(None, "community_id", "check_id"),)
