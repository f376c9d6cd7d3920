"""Photos that a household sent itself: with claims, reports, objections, and to prove that it helped."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, CompoundSelect, select, union

from webapp.extensions import db
from webapp.models import (
    Deed,
    DeedPhoto,
    HelpPhoto,
    HelpTask,
    Household,
    Objection,
    ObjectionPhoto,
    Photo,
    PutRight,
    PutRightPhoto,
)
from webapp.models.deed import HELP

Line = type[DeedPhoto] | type[PutRightPhoto] | type[ObjectionPhoto] | type[HelpPhoto]


def _by_table(household: Household) -> list[tuple[Line, ColumnElement[bool]]]:
    """The lines that name its photos, and which of them are its own; the deed of a help task has the task's photos."""
    community_id, key = household.community_id, household.id
    deeds = select(Deed.id).where(
        Deed.community_id == community_id,
        (Deed.claimed_by == key) | ((Deed.came_by == HELP) & (Deed.household_id == key)),
    )
    reports = select(PutRight.id).where(PutRight.community_id == community_id, PutRight.household_id == key)
    objections = select(Objection.id).where(Objection.community_id == community_id, Objection.household_id == key)
    tasks = select(HelpTask.id).where(HelpTask.community_id == community_id, HelpTask.volunteer_id == key)
    return [
        (DeedPhoto, DeedPhoto.deed_id.in_(deeds)),
        (PutRightPhoto, PutRightPhoto.put_right_id.in_(reports)),
        (ObjectionPhoto, ObjectionPhoto.objection_id.in_(objections)),
        (HelpPhoto, HelpPhoto.task_id.in_(tasks)),
    ]


def hashes_sent(household: Household) -> CompoundSelect:
    return union(
        *(
            select(line.sha256).where(line.community_id == household.community_id, own)
            for line, own in _by_table(household)
        )
    )


def sent_photos(household: Household) -> dict[str, dt.datetime]:
    """Those that are still here, by hash, and when they came; the latest first."""
    found = db.session.execute(
        select(Photo.sha256, Photo.received_at)
        .where(
            Photo.community_id == household.community_id,
            Photo.expired_at.is_(None),
            Photo.sha256.in_(hashes_sent(household)),
        )
        .order_by(Photo.id.desc())
    )
    return {row.sha256: row.received_at for row in found}


def lines_sent(household: Household, sha256: str) -> list[tuple[Line, list[int]]]:
    """By table the keys of its own lines that name the photo; what names it for somebody else is not among them."""
    return [
        (line, list(db.session.scalars(_keys(household, line, sha256).where(own))))
        for line, own in _by_table(household)
    ]


def _keys(household: Household, line: Line, sha256: str):
    return select(line.id).where(line.community_id == household.community_id, line.sha256 == sha256)
