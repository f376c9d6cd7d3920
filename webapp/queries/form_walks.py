"""The walk that plain forms of one person and day belong to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import User, Walk


def form_walk(user: User, day: dt.date) -> str | None:
    """The id of today's walk that came without a phone, if there is one."""
    return db.session.scalar(
        select(Walk.uuid).where(
            Walk.community_id == user.community_id,
            Walk.user_id == user.id,
            Walk.day == day,
            Walk.device_id.is_(None),
        )
    )
