"""An act that changed whose courtyard it is (换院主、拆院、合并), kept so that it can be taken back."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.domain.roster_picture import Touched
from webapp.extensions import db
from webapp.models.courtyard import Courtyard
from webapp.models.types import Instant, Key, MonthName, Note, OfCommunity, Word
from webapp.models.user import User

HOLDER, SPLIT, MERGE = "holder", "split", "merge"


class RosterAct(OfCommunity, db.Model):
    """`touched` says which rows were made and what was written into which others, by keys, months and days, no names.

    `told` says it for people: the door `numbers`, and the households that held the account `before` and hold it
    `after`. Undone, the row stays, with who took it back and why.
    """

    id: Mapped[Key]
    kind: Mapped[Word]
    month: Mapped[MonthName]
    courtyard_id: Mapped[int] = mapped_column(ForeignKey("courtyard.id"))
    told: Mapped[dict] = mapped_column(JSON)
    touched: Mapped[Touched] = mapped_column(JSON)
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    reason: Mapped[Note] = mapped_column(default="", server_default="")
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[Instant | None]

    courtyard: Mapped[Courtyard] = relationship()
    maker: Mapped[User] = relationship(foreign_keys=made_by)
    undoer: Mapped[User | None] = relationship(foreign_keys=undone_by)

    __table_args__ = (db.Index(None, "community_id", "id"),)
