"""What phones delivered, as it came: the raw text is kept whatever became of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.types import Digest, Instant, Key, OfCommunity, Uuid, Word


class ReceivedEntry(OfCommunity, db.Model):
    """One row per id and digest; `entry_id` is empty when the text could not be read so far.

    `clock_offset` is server time minus device time in milliseconds, of the delivery it came with.
    """

    id: Mapped[Key]
    entry_id: Mapped[Uuid]
    digest: Mapped[Digest]
    text: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    outcome: Mapped[Word]
    reason: Mapped[Word | None]
    clock_offset: Mapped[int] = mapped_column(BigInteger)  # a clock may be off by decades
    received_at: Mapped[Instant]

    __table_args__ = (
        db.UniqueConstraint("community_id", "user_id", "entry_id", "digest"),
        db.Index(None, "community_id", "outcome"),
    )
