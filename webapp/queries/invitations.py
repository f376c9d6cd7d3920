"""Links with which people choose a password."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import Invitation


def open_invitation(digest: str, now: dt.datetime) -> Invitation | None:
    """The link with this hash that can still be used. A stopped account's can't; one not joined yet is not stopped."""
    found = db.session.scalar(
        select(Invitation)
        .where(Invitation.digest == digest, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
        .where(Invitation.expires_at > now)
        .options(joinedload(Invitation.user), joinedload(Invitation.maker))
    )
    return found if found is not None and (found.user.active or not found.user.has_joined) else None


def pending_of(community_id: int, user_id: int) -> list[Invitation]:
    """This user's links that nobody used or withdrew, the newest first; they may have expired."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.community_id == community_id, Invitation.user_id == user_id)
            .where(Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
            .order_by(Invitation.id.desc())
            .options(joinedload(Invitation.maker))
        )
    )


def pending_by_user(community_id: int) -> dict[int, Invitation]:
    """The last link of each user that nobody used or withdrew."""
    found = db.session.scalars(
        select(Invitation)
        .where(Invitation.community_id == community_id, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.id)
    )
    return {each.user_id: each for each in found}
