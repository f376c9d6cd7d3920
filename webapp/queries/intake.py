"""What a delivery must be compared with."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.extensions import db
from webapp.models import Check, Courtyard, Deed, Device, Photo, ReceivedEntry, User, Walk


def kept_entries(user: User, ids: Collection[str], digests: Collection[str]) -> list[ReceivedEntry]:
    """What this person delivered under these ids, or with these texts, in order of arrival."""
    found = select(ReceivedEntry).where(
        ReceivedEntry.community_id == user.community_id,
        ReceivedEntry.user_id == user.id,
        ReceivedEntry.entry_id.in_(ids) | ReceivedEntry.digest.in_(digests),
    )
    return list(db.session.scalars(found.order_by(ReceivedEntry.id)))


def checks_by_uuid(community_id: int, ids: Collection[str]) -> dict[str, Check]:
    found = (
        select(Check)
        .where(Check.community_id == community_id, Check.uuid.in_(ids))
        .options(selectinload(Check.photos), selectinload(Check.courtyard))
    )
    return {check.uuid: check for check in db.session.scalars(found)}


def deeds_by_uuid(community_id: int, ids: Collection[str]) -> dict[str, Deed]:
    found = select(Deed).where(Deed.community_id == community_id, Deed.uuid.in_(ids))
    return {deed.uuid: deed for deed in db.session.scalars(found) if deed.uuid}


def users_by_id(community_id: int, ids: Collection[int]) -> dict[int, User]:
    if not ids:
        return {}
    found = select(User).where(User.community_id == community_id, User.id.in_(ids))
    return {user.id: user for user in db.session.scalars(found)}


def walks_by_uuid(community_id: int, ids: Collection[str]) -> dict[str, Walk]:
    found = select(Walk).where(Walk.community_id == community_id, Walk.uuid.in_(ids))
    return {walk.uuid: walk for walk in db.session.scalars(found)}


def courtyards_by_code(community_id: int, codes: Collection[str]) -> dict[str, Courtyard]:
    found = select(Courtyard).where(Courtyard.community_id == community_id, Courtyard.code.in_(codes))
    return {courtyard.code: courtyard for courtyard in db.session.scalars(found)}


def photos_here(community_id: int, hashes: Collection[str]) -> set[str]:
    """Which of these photos have arrived whole."""
    found = select(Photo.sha256).where(Photo.community_id == community_id, Photo.sha256.in_(hashes))
    return set(db.session.scalars(found))


def last_clock_offset(device: Device) -> int:
    """Server time minus this phone's time in milliseconds, as last measured; 0 while it never was."""
    found = select(ReceivedEntry.clock_offset).where(
        ReceivedEntry.community_id == device.community_id,
        ReceivedEntry.user_id == device.user_id,
        ReceivedEntry.device_id == device.id,
    )
    return db.session.scalar(found.order_by(ReceivedEntry.id.desc()).limit(1)) or 0
