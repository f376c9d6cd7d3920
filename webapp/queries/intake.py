"""What deliveries must be compared with: rows, not objects, since hundreds are looked up while phones wait."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import BindParameter, Executable, Row, bindparam, literal, select, union_all

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
HERE: BindParameter[int] = bindparam("community")
IDS: BindParameter[Collection[str]] = bindparam("ids", expanding=True)
KEYS: BindParameter[Collection[int]] = bindparam("keys", expanding=True)

# Statements are made once: making one takes longer than running it.
KEPT = select(
    ReceivedEntry.id, ReceivedEntry.user_id, ReceivedEntry.entry_id, ReceivedEntry.digest, ReceivedEntry.outcome
).where(ReceivedEntry.community_id == HERE, ReceivedEntry.user_id.in_(KEYS))
KEPT_UNDER_IDS = KEPT.where(ReceivedEntry.entry_id.in_(IDS))
KEPT_NAMELESS = KEPT.where(ReceivedEntry.entry_id == "", ReceivedEntry.digest.in_(IDS))
COURTYARDS = select(Courtyard).where(Courtyard.community_id == HERE, Courtyard.code.in_(IDS))
THINGS = union_all(
    select(literal("check").label("kind"), Check.id, Check.uuid, Check.inspector_id.label("user_id"), Check.state)
    .add_columns(Courtyard.code.label("courtyard"))
    .join(Courtyard, Courtyard.id == Check.courtyard_id)
    .where(Check.community_id == HERE, Check.uuid.in_(IDS)),
    select(literal("deed"), Deed.id, Deed.uuid, Deed.logged_by, Deed.state, Courtyard.code)
    .join(Courtyard, Courtyard.id == Deed.courtyard_id)
    .where(Deed.community_id == HERE, Deed.uuid.in_(IDS)),
)
REPLACED_DEEDS = (
    select(Deed.replaces, Deed.logged_by, Courtyard.code)
    .join(Courtyard, Courtyard.id == Deed.courtyard_id)
    .where(Deed.community_id == HERE, Deed.replaces.in_(IDS))
)
WALKS = select(Walk.id, Walk.uuid, Walk.user_id).where(Walk.community_id == HERE, Walk.uuid.in_(IDS))
MANIFESTS = (
    select(CheckPhoto.check_id, CheckPhoto.sha256)
    .where(CheckPhoto.community_id == HERE, CheckPhoto.check_id.in_(KEYS))
    .order_by(CheckPhoto.check_id, CheckPhoto.position)
)
PHOTOS = select(Photo.sha256).where(Photo.community_id == HERE, Photo.sha256.in_(IDS))
STOPPED = (
    select(Device.id)
    .join(User, User.id == Device.user_id)
    .where(Device.community_id == HERE, Device.id.in_(KEYS))
    .where(
        Device.revoked_at.is_not(None)
        | ~User.active
        | ~select(UserRole.id).where(UserRole.user_id == User.id, UserRole.name == "inspector").exists()
    )
)
PEOPLE = select(User.id).where(User.community_id == HERE, User.id.in_(KEYS))
GRIDS = select(Assignment.user_id, Assignment.grid_id, Assignment.since, Assignment.until).where(
    Assignment.community_id == HERE, Assignment.user_id.in_(KEYS)
)
RECUSALS = recusals(HERE, KEYS)


def kept_texts(community_id: int, users: Collection[int], ids: Collection[str], digests: Collection[str]) -> list[Row]:
    """What these people delivered under these ids, and of the texts without an id those with these digests.

    In order of arrival: id, user_id, entry_id, digest, outcome.
    """
    rows = [*_rows(KEPT_UNDER_IDS, community_id, ids, users), *_rows(KEPT_NAMELESS, community_id, digests, users)]
    return sorted(rows, key=lambda row: row.id)


def courtyards_by_code(community_id: int, codes: Collection[str]) -> dict[str, Courtyard]:
    found = db.session.scalars(COURTYARDS, {"community": community_id, "ids": list(codes)})
    return {courtyard.code: courtyard for courtyard in found}


def things_by_uuid(community_id: int, ids: Collection[str]) -> dict[tuple[str, str], Row]:
    """Checks and deeds by kind and uuid: id, user_id, state, courtyard (its code)."""
    return {(row.kind, row.uuid): row for row in _rows(THINGS, community_id, ids)}


def replaced_deeds(community_id: int, ids: Collection[str]) -> set[tuple[str, int | None, str]]:
    """Which of these deeds were replaced or taken back: (uuid, by whom, code of the courtyard)."""
    return {(row[0], row[1], row[2]) for row in _rows(REPLACED_DEEDS, community_id, ids)}


def walks_by_uuid(community_id: int, ids: Collection[str]) -> dict[str, Row]:
    """By uuid: id, uuid, user_id."""
    return {row.uuid: row for row in _rows(WALKS, community_id, ids)}


def manifests(community_id: int, checks: Collection[int]) -> dict[int, tuple[str, ...]]:
    """By id of the check: the hashes of its photos, each once, in order."""
    named: dict[int, dict[str, None]] = defaultdict(dict)
    for check, sha256 in _rows(MANIFESTS, community_id, keys=checks):
        named[check][sha256] = None
    return {check: tuple(hashes) for check, hashes in named.items()}


def photos_here(community_id: int, hashes: Collection[str]) -> set[str]:
    """Which of these photos have arrived whole."""
    return {row.sha256 for row in _rows(PHOTOS, community_id, hashes)}


def stopped_devices(community_id: int, devices: Collection[int]) -> set[int]:
    """Which of these phones are revoked, or their person is no inspector any more."""
    return {row.id for row in _rows(STOPPED, community_id, keys=devices)}


def users_here(community_id: int, ids: Collection[int]) -> set[int]:
    """Which of these are people of this community."""
    return {row.id for row in _rows(PEOPLE, community_id, keys=ids)}


def walked_grids(community_id: int, users: Collection[int]) -> Dated:
    """By user: the grids they walk."""
    return _dated(_rows(GRIDS, community_id, keys=users))


def recused_by_user(community_id: int, users: Collection[int]) -> Dated:
    """By user: 回避, the courtyards they may not judge."""
    return _dated(_rows(RECUSALS, community_id, keys=users))


def last_clock_offset(device: Device) -> int:
    """Server time minus this phone's time in milliseconds, as last measured; 0 while it never was."""
    found = select(ReceivedEntry.clock_offset).where(
        ReceivedEntry.community_id == device.community_id,
        ReceivedEntry.user_id == device.user_id,
        ReceivedEntry.device_id == device.id,
    )
    return db.session.scalar(found.order_by(ReceivedEntry.id.desc()).limit(1)) or 0


def _rows(
    found: Executable, community_id: int, ids: Collection[str] | None = None, keys: Collection[int] | None = None
) -> Sequence[Row]:
    """The rows for these ids and keys; where there are none of either, nothing is asked."""
    given = {name: list(values) for name, values in (("ids", ids), ("keys", keys)) if values is not None}
    if not all(given.values()):
        return []
    # By way of the connection, since these are rows and no objects.
    return db.session.connection().execute(found, {"community": community_id, **given}).all()


def _dated(rows: Iterable[Row]) -> Dated:
    found: Dated = defaultdict(list)
    for key, thing, since, until in rows:
        found[key].append((thing, since, until))
    return found
