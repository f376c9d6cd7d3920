"""Phones and their tokens."""

from __future__ import annotations

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Device
from webapp.passwords import token_digest


def device_by_token(token: str) -> Device | None:
    """The device whose token this is, revoked or not; a token that was issued and not used yet is its token too."""
    digest = token_digest(token)
    return db.session.scalar(select(Device).where((Device.token_hash == digest) | (Device.next_token_hash == digest)))


def device_on_phone(community_id: int, user_id: int, phone: str) -> Device | None:
    return db.session.scalar(
        select(Device).where(Device.community_id == community_id, Device.user_id == user_id, Device.phone == phone)
    )
