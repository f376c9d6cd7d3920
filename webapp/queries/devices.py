"""Phones and their tokens."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import Device, User
from webapp.passwords import token_digest

# Made once, and one statement for all of it: every request of the wire begins with it.
BY_TOKEN = (
    select(Device)
    .where((Device.token_hash == bindparam("digest")) | (Device.next_token_hash == bindparam("digest")))
    .options(joinedload(Device.user).joinedload(User.roles))
)


def device_by_token(token: str) -> Device | None:
    """The device whose token this is, revoked or not; a token that was issued and not used yet is its token too."""
    return db.session.scalars(BY_TOKEN, {"digest": token_digest(token)}).unique().one_or_none()


def device_on_phone(community_id: int, user_id: int, phone: str) -> Device | None:
    return db.session.scalar(
        select(Device).where(Device.community_id == community_id, Device.user_id == user_id, Device.phone == phone)
    )
