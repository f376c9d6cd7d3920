"""What deliveries must be compared with: rows, not objects, since hundreds are looked up while phones wait."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Executable, Row, select

from webapp.extensions import db
from webapp.models import (
    Assignment,
    Check,
    CheckPhoto,
    Courtyard,
    Deed,
    Device,
    Photo,
    ReceivedEntry,
    User,
    UserRole,
    Walk,
)
from webapp.queries.users import recusals

# By key: the things that hold for it, each with its first and last day; None is without end.
Dated = dict[int, list[tuple[int, dt.date | None, dt.date | None]]]


def kept_texts(community_id: int, users: Collection[int], ids: Collection[str], digests: Collection[str]) -> list[Row]:
    """What these people delivered under these ids, and of the texts without an id those with these digests.

    In order of arrival: id, user_id, entry_id, digest, outcome.
    """
    kept = ReceivedEntry
    found = select(kept.id, kept.user_id, kept.entry_id, kept.digest, kept.outcome).where(
        kept.community_id == community_id, kept.user_id.in_(users)
    )
    rows = _rows(found.where(kept.entry_id.in_(ids))) if ids else []
    nameless = _rows(found.where(kept.entry_id == "", kept.digest.in_(digests))) if digests else []
    return sorted([*rows, *nameless], key=lambda row: row.id)


def courtyards_by_code(community_id: int, codes: Collection[str]) -> dict[str, Courtyard]:
    found = select(Courtyard).where(Courtyard.community_id == community_id, Courtyard.code.in_(codes))
    return {courtyard.code: courtyard for courtyard in db.session.scalars(found)}


def checks_by_uuid(community_id: int, ids: Collection[str]) -> dict[str, Row]:
    """By uuid: id, uuid, user_id, state, courtyard (its code)."""
    found = (
        select(
            Check.id, Check.uuid, Courtyard.code.label("courtyard"), Check.inspector_id.label("user_id"), Check.state
        )
        .join(Courtyard, Courtyard.id == Check.courtyard_id)
        .where(Check.community_id == community_id, Check.uuid.in_(ids))
    )
    return {row.uuid: row for row in _rows(found)}


def deeds_by_uuid(community_id: int, ids: Collection[str]) -> dict[str, Row]:
    """By uuid: uuid, courtyard (its code), user_id, state."""
    found = (
        select(Deed.uuid, Courtyard.code.label("courtyard"), Deed.logged_by.label("user_id"), Deed.state)
        .join(Courtyard, Courtyard.id == Deed.courtyard_id)
        .where(Deed.community_id == community_id, Deed.uuid.in_(ids))
    )
    return {row.uuid: row for row in _rows(found)}


def replaced_deeds(community_id: int, ids: Collection[str]) -> set[tuple[str, int | None, str]]:
    """Which of these deeds were replaced or taken back: (uuid, by whom, code of the courtyard)."""
    found = (
        select(Deed.replaces, Deed.logged_by, Courtyard.code)
        .join(Courtyard, Courtyard.id == Deed.courtyard_id)
        .where(Deed.community_id == community_id, Deed.replaces.in_(ids))
    )
    return {(row[0], row[1], row[2]) for row in _rows(found)}


def walks_by_uuid(community_id: int, ids: Collection[str]) -> dict[str, Row]:
    """By uuid: id, uuid, user_id."""
    found = select(Walk.id, Walk.uuid, Walk.user_id).where(Walk.community_id == community_id, Walk.uuid.in_(ids))
    return {row.uuid: row for row in _rows(found)}


def manifests(community_id: int, checks: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By id of the check: the hashes of its photos, each once, in order."""
    found = select(CheckPhoto.check_id, CheckPhoto.sha256).where(
        CheckPhoto.community_id == community_id, CheckPhoto.check_id.in_(checks)
    )
    named: dict[int, dict[str, None]] = defaultdict(dict)
    for check, sha256 in _rows(found.order_by(CheckPhoto.check_id, CheckPhoto.position)) if checks else []:
        named[check][sha256] = None
    return {check: tuple(hashes) for check, hashes in named.items()}


def photos_here(community_id: int, hashes: Collection[str]) -> set[str]:
    """Which of these photos have arrived whole."""
    found = select(Photo.sha256).where(Photo.community_id == community_id, Photo.sha256.in_(hashes))
    return set(db.session.scalars(found)) if hashes else set()


def stopped_devices(community_id: int, devices: Collection[int]) -> set[int]:
    """Which of these phones are revoked, or their person is no inspector any more."""
    inspects = select(UserRole.id).where(UserRole.user_id == User.id, UserRole.name == "inspector").exists()
    found = (
        select(Device.id)
        .join(User, User.id == Device.user_id)
        .where(Device.community_id == community_id, Device.id.in_(devices))
        .where(Device.revoked_at.is_not(None) | ~User.active | ~inspects)
    )
    return set(db.session.scalars(found)) if devices else set()


def users_here(community_id: int, ids: Collection[int]) -> set[int]:
    """Which of these are people of this community."""
    found = select(User.id).where(User.community_id == community_id, User.id.in_(ids))
    return set(db.session.scalars(found)) if ids else set()


def walked_grids(community_id: int, users: Collection[int]) -> Dated:
    """By user: the grids they walk."""
    found = select(Assignment.user_id, Assignment.grid_id, Assignment.since, Assignment.until).where(
        Assignment.community_id == community_id, Assignment.user_id.in_(users)
    )
    return _dated(_rows(found))


def recused_by_user(community_id: int, users: Collection[int]) -> Dated:
    """By user: 回避, the courtyards they may not judge."""
    return _dated(_rows(recusals(community_id, users)))


def last_clock_offset(device: Device) -> int:
    """Server time minus this phone's time in milliseconds, as last measured; 0 while it never was."""
    found = select(ReceivedEntry.clock_offset).where(
        ReceivedEntry.community_id == device.community_id,
        ReceivedEntry.user_id == device.user_id,
        ReceivedEntry.device_id == device.id,
    )
    return db.session.scalar(found.order_by(ReceivedEntry.id.desc()).limit(1)) or 0


def _rows(found: Executable) -> Sequence[Row]:
    return db.session.execute(found).all()


def _dated(rows: Iterable[Row]) -> Dated:
    found: Dated = defaultdict(list)
    for key, thing, since, until in rows:
        found[key].append((thing, since, until))
    return found
