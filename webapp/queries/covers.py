"""What of a photo nobody may recognise on its pictures."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.domain.evidence.cover import Areas, from_data
from webapp.extensions import db
from webapp.models import PhotoCover


def cover_of(community_id: int, sha256: str) -> PhotoCover | None:
    """The latest, which counts."""
    return db.session.scalar(
        select(PhotoCover)
        .where(PhotoCover.community_id == community_id, PhotoCover.sha256 == sha256)
        .order_by(PhotoCover.id.desc())
        .limit(1)
        .options(joinedload(PhotoCover.maker))
    )


def covered_areas(community_id: int, sha256: str) -> Areas:
    found = db.session.scalar(
        select(PhotoCover.areas)
        .where(PhotoCover.community_id == community_id, PhotoCover.sha256 == sha256)
        .order_by(PhotoCover.id.desc())
        .limit(1)
    )
    return from_data(found or ())
