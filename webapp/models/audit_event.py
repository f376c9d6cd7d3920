"""Who did what, when: names of actions and ids of things, no personal data."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Instant, Key, OfCommunity, Uuid, Word


class AuditEvent(OfCommunity, db.Model):
    """`actor_id` is empty for what the program did by itself."""

    id: Mapped[Key]
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    action: Mapped[Word]
    subject: Mapped[Word]
    reference: Mapped[Uuid]
    details: Mapped[dict] = mapped_column(JSON)

    __table_args__ = (db.Index(None, "community_id", "at"), db.Index(None, "community_id", "id"))
