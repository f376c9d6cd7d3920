"""The rule book's versions and the draft of the next one, as the documents they were written in."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, MonthName, OfCommunity
from webapp.models.user import User


class RuleBookVersion(OfCommunity, db.Model):
    """In force from the month `effective_from`; never changed once made."""

    id: Mapped[Key]
    version: Mapped[int]
    effective_from: Mapped[MonthName]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[Digest]
    made_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("community_id", "version"),)


class RuleBookDraft(OfCommunity, db.Model):
    """One for each community; kept as it was written, with whatever is still wrong in it."""

    id: Mapped[Key]
    text: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[Instant]

    changer: Mapped[User] = relationship()

    __table_args__ = (db.UniqueConstraint("community_id"),)
