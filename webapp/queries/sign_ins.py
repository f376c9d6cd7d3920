"""When people signed in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import SignIn, User


def last_sign_ins(community_id: int) -> dict[int, dt.datetime]:
    """By user."""
    found = select(SignIn.user_id, func.max(SignIn.at)).where(SignIn.community_id == community_id)
    return {user: at for user, at in db.session.execute(found.group_by(SignIn.user_id)) if at is not None}


def sign_ins_of(user: User, most: int) -> list[SignIn]:
    """The newest first."""
    found = select(SignIn).where(SignIn.community_id == user.community_id, SignIn.user_id == user.id)
    return list(db.session.scalars(found.order_by(SignIn.at.desc(), SignIn.id.desc()).limit(most)))


def sign_in_by_key(user: User, key: int) -> SignIn | None:
    return db.session.scalar(
        select(SignIn).where(SignIn.community_id == user.community_id, SignIn.user_id == user.id, SignIn.id == key)
    )
