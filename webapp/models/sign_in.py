"""When somebody signed in, how, and with what browser."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Instant, Key, OfCommunity, Word


class SignIn(OfCommunity, db.Model):
    """`way` is password, code or link; it may still be open while `stamp` is the user's and nobody ended it.

    `browser` is a word or two for the user's own eyes; no address is kept.
    """

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[Instant]
    way: Mapped[Word]
    browser: Mapped[Word]
    stamp: Mapped[Word]
    ended_at: Mapped[Instant | None]

    __table_args__ = (db.Index(None, "community_id", "user_id", "at"),)
