"""Published documents and their versions."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from webapp.extensions import db
from webapp.models import DocumentVersion, PublicDocument

WITH_VERSIONS = selectinload(PublicDocument.versions).joinedload(DocumentVersion.maker)


def documents_of(community_id: int) -> list[PublicDocument]:
    """All with their versions, also the withdrawn, in their order."""
    return list(
        db.session.scalars(
            select(PublicDocument)
            .where(PublicDocument.community_id == community_id)
            .order_by(PublicDocument.number)
            .options(WITH_VERSIONS)
        )
    )


def document_numbered(community_id: int, number: int) -> PublicDocument | None:
    return db.session.scalar(
        select(PublicDocument)
        .where(PublicDocument.community_id == community_id, PublicDocument.number == number)
        .options(WITH_VERSIONS)
    )


def next_document_number(community_id: int) -> int:
    last = db.session.scalar(select(func.max(PublicDocument.number)).where(PublicDocument.community_id == community_id))
    return (last or 0) + 1
