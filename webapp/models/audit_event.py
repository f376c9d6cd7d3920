"""Who did what, when: names of actions and ids of things, no personal data; beside it the reasons people wrote."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Text
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


class AuditWords(OfCommunity, db.Model):
    """What somebody wrote as a reason. The event only grows and keeps the words' digest in `details["words"]`; these go
    at the end of their retention. Never changed: a trigger in the database refuses that.
    """

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"))
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (db.UniqueConstraint("community_id", "event_id"),)
