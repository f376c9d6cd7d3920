"""The community: one neighbourhood with its own roster, rule book and ledger."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from webapp.extensions import db
from webapp.models.types import Instant, Key, Name, Word


class Community(db.Model):
    """`slug` stands in printed addresses; `change_number` is raised under this row's lock by every change."""

    id: Mapped[Key]
    slug: Mapped[Word]
    name: Mapped[Name]
    timezone: Mapped[Word]
    contact: Mapped[Name]
    change_number: Mapped[int]
    founded_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("slug"),)
