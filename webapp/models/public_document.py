"""What a community publishes beside its months: pledges and rules, in versions that are kept."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.types import Instant, Key, Name, OfCommunity
from webapp.models.user import User


class PublicDocument(OfCommunity, db.Model):
    """`number` counts in the community and stands in its printed address; withdrawn, it only says so."""

    id: Mapped[Key]
    number: Mapped[int]
    withdrawn_at: Mapped[Instant | None]

    # Every index leads with the community, so it stands in the join too.
    versions: Mapped[list[DocumentVersion]] = relationship(
        order_by="DocumentVersion.number",
        primaryjoin=lambda: (
            (DocumentVersion.document_id == PublicDocument.id)
            & (DocumentVersion.community_id == PublicDocument.community_id)
        ),
        foreign_keys=lambda: DocumentVersion.document_id,
    )

    __table_args__ = (db.UniqueConstraint("community_id", "number"),)


class DocumentVersion(OfCommunity, db.Model):
    """`text` is Markdown without HTML; a version is never changed, the next one is written."""

    id: Mapped[Key]
    document_id: Mapped[int] = mapped_column(ForeignKey("public_document.id"))
    number: Mapped[int]
    title: Mapped[Name]
    text: Mapped[str] = mapped_column(Text)
    effective_on: Mapped[dt.date]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]

    maker: Mapped[User] = relationship()

    __table_args__ = (db.UniqueConstraint("community_id", "document_id", "number"),)
