"""A version of the rule book, as the document it was given in."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, MonthName, OfCommunity


class RuleBookVersion(OfCommunity, db.Model):
    """In force from the month `effective_from`; never changed once made."""

    id: Mapped[Key]
    version: Mapped[int]
    effective_from: Mapped[MonthName]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[Digest]
    made_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("community_id", "version"),)
