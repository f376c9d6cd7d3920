"""The chat group's robot of a community, and what it was asked to say."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.publication import Publication
from webapp.models.types import Instant, Key, OfCommunity, Word
from webapp.models.user import User


class GroupRobot(OfCommunity, db.Model):
    """`key`, encrypted, lets whoever has it speak in the group: it is shown to nobody, no backup or export holds it."""

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(Text)
    kept_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kept_at: Mapped[Instant]

    __table_args__ = (db.UniqueConstraint("community_id"),)


class GroupMessage(OfCommunity, db.Model):
    """A publication said once in the group; `nth` counts how often it was asked for, from 0.

    `form` is markdown or image, `state` waiting, sending, sent, failed or unsure. `content` is the text as it was
    shown before sending, `root` the installation's address for the picture. `due_at` is the next try; of one that is
    being sent, when it is given up.
    """

    id: Mapped[Key]
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    form: Mapped[Word]
    nth: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    root: Mapped[str] = mapped_column(String(200))
    state: Mapped[Word]
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[Word] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Instant]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[Instant]
    done_at: Mapped[Instant | None]

    publication: Mapped[Publication] = relationship()
    asker: Mapped[User] = relationship()

    __table_args__ = (
        db.UniqueConstraint("community_id", "publication_id", "form", "nth"),
        db.Index(None, "community_id", "state", "due_at"),
    )
