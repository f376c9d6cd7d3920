"""Walks on paper as they are typed in: who may have walked, what is known of that day, who typed what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.extensions import db
from webapp.models import Check, Courtyard, TypedCheck, User, UserRole, Walk, WalkSheet
from webapp.queries.routes import courtyards_on_the_way
from webapp.queries.users import grids_of

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class DayOfYard:
    """What is known of one courtyard on one day: what stands as this inspector's, and what others saw.

    `typist` is who typed in what stands, None where it came from a phone; `count` is of all checks of the inspector.
    """

    own: Check | None = None
    typist: int | None = None
    count: int = 0
    others: Sequence[Check] = ()


@dataclass(frozen=True, slots=True)
class TypedWalk:
    """A walk of which something was typed in."""

    walk: Walk
    checks: int


def inspectors_of(community_id: int) -> list[User]:
    """Those who may have walked, by name."""
    return list(
        db.session.scalars(
            select(User)
            .join(UserRole, UserRole.user_id == User.id)
            .where(User.community_id == community_id, User.active, UserRole.name == "inspector")
            .order_by(User.name, User.id)
        )
    )


def inspector_by_id(community_id: int, key: int) -> User | None:
    return next((each for each in inspectors_of(community_id) if each.id == key), None)


def route_of(inspector: User, day: dt.date) -> list[Courtyard]:
    """The courtyards that this inspector could walk that day, in walking order."""
    grids = {grid.id for grid in grids_of(inspector, day)}
    yards = courtyards_on_the_way(inspector.community_id, f"{day:%Y-%m}")
    return [yard for yard in yards if yard.grid_id in grids]


def day_of_yards(
    community_id: int, inspector: int, day: dt.date, yards: Collection[int] | None = None
) -> dict[int, DayOfYard]:
    """By courtyard, those with a check that day; `yards` are ids, all if None."""
    found = select(Check).where(Check.community_id == community_id, Check.day == day)
    found = found if yards is None else found.where(Check.courtyard_id.in_(yards))
    parts = (selectinload(Check.findings), joinedload(Check.companions), joinedload(Check.inspector))
    by_yard: dict[int, list[Check]] = defaultdict(list)
    for check in db.session.scalars(found.order_by(Check.corrected_at, Check.id).options(*parts)).unique():
        by_yard[check.courtyard_id].append(check)
    typists = typists_of(community_id, [check.uuid for checks in by_yard.values() for check in checks])
    return {yard: _day(checks, inspector, typists) for yard, checks in by_yard.items()}


def typists_of(community_id: int, uuids: Collection[str]) -> dict[str, int]:
    """By check, who typed it in; none for those from a phone."""
    found = select(TypedCheck.check_uuid, TypedCheck.typist_id).where(
        TypedCheck.community_id == community_id, TypedCheck.check_uuid.in_(uuids)
    )
    return dict(db.session.execute(found).all()) if uuids else {}


def typed_walks(community_id: int, most: int) -> list[TypedWalk]:
    """Those that somebody typed in last, the newest first."""
    rows = db.session.execute(
        select(Check.walk_id, func.count(TypedCheck.id), func.max(TypedCheck.id))
        .join(TypedCheck, (TypedCheck.check_uuid == Check.uuid) & (TypedCheck.community_id == Check.community_id))
        .where(Check.community_id == community_id)
        .group_by(Check.walk_id)
        .order_by(func.max(TypedCheck.id).desc())
        .limit(most)
    ).all()
    keys = [key for key, _, _ in rows]
    found = select(Walk).where(Walk.community_id == community_id, Walk.id.in_(keys)).options(joinedload(Walk.user))
    walks = {walk.id: walk for walk in db.session.scalars(found)}
    return [TypedWalk(walks[key], count) for key, count, _ in rows]


def walk_on_paper(community_id: int, inspector: int, day: dt.date) -> Walk | None:
    """The walk that something of this day was typed into."""
    return db.session.scalar(
        select(Walk)
        .join(Check, Check.walk_id == Walk.id)
        .join(TypedCheck, (TypedCheck.check_uuid == Check.uuid) & (TypedCheck.community_id == Check.community_id))
        .where(Walk.community_id == community_id, Walk.user_id == inspector, Walk.day == day)
        .order_by(Walk.id)
        .limit(1)
    )


def sheets_of(walk: Walk) -> list[WalkSheet]:
    found = select(WalkSheet).where(WalkSheet.community_id == walk.community_id, WalkSheet.walk_id == walk.id)
    return list(db.session.scalars(found.order_by(WalkSheet.id)))


def sheet_of(walk: Walk, sha256: str) -> WalkSheet | None:
    """The line that authorises showing this picture with its walk."""
    return next((sheet for sheet in sheets_of(walk) if sheet.sha256 == sha256), None)


def _day(checks: list[Check], inspector: int, typists: dict[str, int]) -> DayOfYard:
    own = [check for check in checks if check.inspector_id == inspector]
    replaced = {check.replaces for check in checks}
    standing = [check for check in checks if check.uuid not in replaced and check.judged != WITHDRAWN]
    mine = next((check for check in reversed(standing) if check.inspector_id == inspector), None)
    others = [check for check in standing if check.inspector_id != inspector and check.state != "returned"]
    return DayOfYard(mine, typists.get(mine.uuid) if mine else None, len(own), others)
