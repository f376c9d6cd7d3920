"""Checks and their photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.extensions import db
from webapp.models import Check, CheckCompanion, CheckPhoto, Courtyard, Review, User

WAITING = ("received", "complete")  # states in which nobody has decided
WHOLE = (
    joinedload(Check.courtyard).joinedload(Courtyard.lane),
    joinedload(Check.inspector),
    joinedload(Check.walk),
    selectinload(Check.findings),
    selectinload(Check.photos),
    selectinload(Check.companions).joinedload(CheckCompanion.user),
)


def check_by_uuid(community_id: int, uuid: str) -> Check | None:
    """The check with its courtyard, findings and photos."""
    return db.session.scalar(
        select(Check).where(Check.community_id == community_id, Check.uuid == uuid).options(*WHOLE)
    )


def approved_before(check: Check) -> Check | None:
    """The last approved check of the same courtyard that judged something, made before this one."""
    return db.session.scalar(
        select(Check)
        .where(
            Check.community_id == check.community_id,
            Check.courtyard_id == check.courtyard_id,
            Check.state == "approved",
            Check.judged.in_(("whole", "lane")),
            Check.corrected_at < check.corrected_at,
            Check.uuid != (check.replaces or ""),
        )
        .order_by(Check.corrected_at.desc())
        .limit(1)
        .options(selectinload(Check.findings), selectinload(Check.photos))
    )


def checks_of_others(check: Check) -> list[Check]:
    """What other inspectors saw of the same courtyard in the same week, each by their latest check, oldest first."""
    monday = check.day - dt.timedelta(days=check.day.weekday())
    found = db.session.scalars(
        select(Check)
        .where(
            Check.community_id == check.community_id,
            Check.courtyard_id == check.courtyard_id,
            Check.day.between(monday, monday + dt.timedelta(days=6)),
            Check.inspector_id != check.inspector_id,
            Check.state != "returned",
        )
        .order_by(Check.corrected_at, Check.id)
        .options(joinedload(Check.inspector), selectinload(Check.findings))
    )
    latest = {other.inspector_id: other for other in found}
    return [other for other in latest.values() if other.judged in ("whole", "lane")]


def replaced_by(check: Check) -> Check | None:
    """The check this one replaces, if it is here."""
    if check.replaces is None:
        return None
    return db.session.scalar(
        select(Check).where(Check.community_id == check.community_id, Check.uuid == check.replaces)
    )


def first_of_chain(check: Check) -> Check:
    """The oldest check that this one replaces, by way of others too: the chain counts in its month."""
    met = {check.uuid}
    while (older := replaced_by(check)) is not None and older.uuid not in met:
        met.add(older.uuid)
        check = older
    return check


def photo_of(community_id: int, check: str, sha256: str) -> CheckPhoto | None:
    """The line of this check's manifest that names the photo: what authorises showing it."""
    return db.session.scalar(
        select(CheckPhoto)
        .join(Check, Check.id == CheckPhoto.check_id)
        .where(CheckPhoto.community_id == community_id, Check.uuid == check, CheckPhoto.sha256 == sha256)
        .limit(1)
    )


def reviews_of(check: Check) -> list[Review]:
    """Every decision on this check, the newest first."""
    return list(
        db.session.scalars(
            select(Review)
            .where(Review.community_id == check.community_id, Review.check_id == check.id)
            .order_by(Review.id.desc())
            .options(joinedload(Review.reviewer))
        )
    )


def inspectors_of_checks(community_id: int, uuids: Collection[str]) -> dict[str, str]:
    """Who made each of these checks, in full."""
    rows = db.session.execute(
        select(Check.uuid, User.name)
        .join(User, User.id == Check.inspector_id)
        .where(Check.community_id == community_id, Check.uuid.in_(uuids))
    )
    return dict(rows.all())
