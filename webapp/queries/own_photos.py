"""Photos that an inspector's own checks name."""

from __future__ import annotations

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Check, CheckPhoto, User


def is_own_photo(user: User, sha256: str) -> bool:
    found = (
        select(CheckPhoto.id)
        .join(Check, Check.id == CheckPhoto.check_id)
        .where(
            CheckPhoto.community_id == user.community_id,
            CheckPhoto.sha256 == sha256,
            Check.inspector_id == user.id,
        )
    )
    return db.session.scalar(found.limit(1)) is not None
