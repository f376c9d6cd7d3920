"""Codes with which inspectors sign in on a phone, and for whom they may be made."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import SignInCode, User, UserRole

LIFETIME = dt.timedelta(minutes=10)


def open_code(digest: str, now: dt.datetime) -> SignInCode | None:
    """The code with this hash that was not used and has not expired."""
    code = db.session.scalar(
        select(SignInCode)
        .where(SignInCode.digest == digest, SignInCode.used_at.is_(None), SignInCode.made_at > now - LIFETIME)
        .options(joinedload(SignInCode.user))
    )
    return code if code is not None and is_plain_inspector(code.user) else None


def is_plain_inspector(user: User) -> bool:
    """Whether a code may open this account: an inspector's, and nothing more than that."""
    return user.active and [role.name for role in user.roles] == ["inspector"]


def plain_inspectors(community_id: int) -> list[User]:
    """Those for whom a code may be made, by number."""
    inspectors = select(UserRole.user_id).where(UserRole.community_id == community_id, UserRole.name == "inspector")
    found = select(User).where(User.community_id == community_id, User.id.in_(inspectors)).order_by(User.number)
    return [user for user in db.session.scalars(found) if is_plain_inspector(user)]
