"""Walks as staff list them: who, when, how many checks, and what is still to decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased, joinedload

from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Finding, Photo, User, Walk
from webapp.queries.checks import WAITING

SHOWN = (joinedload(Walk.user), joinedload(Walk.sheets))


@dataclass(frozen=True, slots=True)
class WalkLine:
    """A walk in the list; all figures count checks, but `photos_missing`."""

    uuid: str
    day: dt.date
    inspector: str
    number: str
    checks: int
    faulty: int
    waiting: int
    approved: int
    returned: int
    photos_missing: int


def walk_lines(community_id: int, page: int, size: int) -> list[WalkLine]:
    """One page of walks, the newest first; one more than `size` when there is a next page."""
    walks = db.session.execute(
        select(Walk.id, Walk.uuid, Walk.day, User.name, User.number)
        .join(User, User.id == Walk.user_id)
        .where(Walk.community_id == community_id)
        .order_by(Walk.day.desc(), Walk.id.desc())
        .offset((page - 1) * size)
        .limit(size + 1)
    ).all()
    keys = [walk.id for walk in walks]
    counts, missing = _counts(community_id, keys), _missing(community_id, keys)
    none = (0, 0, 0, 0, 0)
    return [
        WalkLine(walk.uuid, walk.day, walk.name, walk.number, *counts.get(walk.id, none), missing.get(walk.id, 0))
        for walk in walks
    ]


def walk_by_uuid(community_id: int, uuid: str) -> Walk | None:
    found = select(Walk).where(Walk.community_id == community_id, Walk.uuid == uuid)
    return db.session.scalars(found.options(*SHOWN)).unique().one_or_none()


def walk_of_check(community_id: int, uuid: str) -> Walk | None:
    found = (
        select(Walk)
        .join(Check, Check.walk_id == Walk.id)
        .where(Walk.community_id == community_id, Check.community_id == community_id, Check.uuid == uuid)
    )
    return db.session.scalars(found.options(*SHOWN)).unique().one_or_none()


def waiting_checks(community_id: int, month: str | None = None) -> int:
    """How many checks nobody has decided on."""
    wanted = count_of_waiting(community_id)
    return db.session.scalar(wanted if month is None else wanted.where(Check.month == month)) or 0


def count_of_waiting(community_id: int) -> Select[int]:
    """Replaced ones need no decision."""
    successor = aliased(Check)
    return select(func.count(Check.id)).where(
        Check.community_id == community_id,
        Check.state.in_(WAITING),
        ~select(successor.id).where(successor.community_id == community_id, successor.replaces == Check.uuid).exists(),
    )


def first_waiting_walk(community_id: int, month: str) -> str | None:
    """The uuid of the oldest walk with a check of `month` that waits for a decision."""
    return db.session.scalar(
        select(Walk.uuid)
        .join(Check, Check.walk_id == Walk.id)
        .where(Check.community_id == community_id, Check.month == month, Check.state.in_(WAITING))
        .order_by(Walk.day, Walk.id)
        .limit(1)
    )


def _counts(community_id: int, walks: list[int]) -> dict[int, tuple[int, int, int, int, int]]:
    faulty = (
        select(Finding.id)
        .where(Finding.community_id == community_id, Finding.check_id == Check.id, Finding.result == "fault")
        .exists()
    )
    rows = db.session.execute(
        select(
            Check.walk_id,
            func.count(Check.id),
            func.sum(case((faulty, 1), else_=0)),
            func.sum(case((Check.state.in_(WAITING), 1), else_=0)),
            func.sum(case((Check.state == "approved", 1), else_=0)),
            func.sum(case((Check.state == "returned", 1), else_=0)),
        )
        .where(Check.community_id == community_id, Check.walk_id.in_(walks))
        .group_by(Check.walk_id)
    )
    return {key: tuple(figures) for key, *figures in rows}


def _missing(community_id: int, walks: list[int]) -> dict[int, int]:
    """Photos named but not here; only checks that were received incomplete can have some."""
    here = select(Photo.id).where(Photo.community_id == community_id, Photo.sha256 == CheckPhoto.sha256).exists()
    rows = db.session.execute(
        select(Check.walk_id, func.count(CheckPhoto.sha256.distinct()))
        .join(CheckPhoto, CheckPhoto.check_id == Check.id)
        .where(Check.community_id == community_id, Check.walk_id.in_(walks), Check.state == "received", ~here)
        .group_by(Check.walk_id)
    )
    return dict(rows.all())
