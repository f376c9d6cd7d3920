"""Checks and their photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from webapp.domain.scoring.observation import COUNTING
from webapp.extensions import db
from webapp.models import (
    Check,
    CheckCompanion,
    CheckPhoto,
    Courtyard,
    ReceivedEntry,
    Review,
    TypedCheck,
    User,
    Walk,
)

WAITING = ("received", "complete")  # states in which nobody has decided
WHOLE = (
    joinedload(Check.courtyard).joinedload(Courtyard.lane),
    joinedload(Check.inspector),
    joinedload(Check.walk),
    joinedload(Check.companions).joinedload(CheckCompanion.user),  # hardly ever more than one
    selectinload(Check.findings),
    selectinload(Check.photos).joinedload(CheckPhoto.photo),
)


def check_by_uuid(community_id: int, uuid: str) -> Check | None:
    """The check with its courtyard, walk, findings and photos."""
    found = select(Check).where(Check.community_id == community_id, Check.uuid == uuid)
    found = found.options(*WHOLE, joinedload(Check.walk).joinedload(Walk.sheets))
    return db.session.scalars(found).unique().one_or_none()


class Around(NamedTuple):
    """What a page shows beside a check: the approved one before it that judged something, the one it replaces, and what
    other inspectors saw of the same courtyard in the same week, each by their latest check, oldest first.
    """

    last: Check | None
    replaced: Check | None
    others: list[Check]


def checks_around(check: Check) -> Around:
    """With their findings and photos."""
    monday = check.day - dt.timedelta(days=check.day.weekday())
    sunday = monday + dt.timedelta(days=6)
    in_week = (Check.courtyard_id == check.courtyard_id) & Check.day.between(monday, sunday)
    found = db.session.scalars(
        select(Check)
        .where(
            Check.community_id == check.community_id,
            in_week | (Check.id == _approved_before(check)) | (Check.uuid == (check.replaces or "")),
        )
        .order_by(Check.corrected_at, Check.id)
        .options(joinedload(Check.inspector), joinedload(Check.findings), joinedload(Check.photos))
    )
    around = list(found.unique())
    before = [each for each in around if each.uuid != check.replaces and _judged_before(each, check)]
    others = {
        each.inspector_id: each
        for each in around
        if each.inspector_id != check.inspector_id and each.state != "returned" and monday <= each.day <= sunday
    }
    return Around(
        last=before[-1] if before else None,
        replaced=next((each for each in around if each.uuid == check.replaces), None),
        others=[each for each in others.values() if each.judged in COUNTING],
    )


def _judged_before(other: Check, check: Check) -> bool:
    judged = other.state == "approved" and other.judged in COUNTING
    return judged and other.corrected_at < check.corrected_at


def _approved_before(check: Check) -> ScalarSelect[int]:
    before = aliased(Check)
    return (
        select(before.id)
        .where(
            before.community_id == check.community_id,
            before.courtyard_id == check.courtyard_id,
            before.state == "approved",
            before.judged.in_(COUNTING),
            before.day <= check.day,  # follows from the next, and finds them by their index
            before.corrected_at < check.corrected_at,
            before.uuid != (check.replaces or ""),
        )
        .order_by(before.corrected_at.desc())
        .limit(1)
        .scalar_subquery()
    )


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


def past_of(check: Check) -> tuple[ReceivedEntry, TypedCheck | None, list[Review]]:
    """The text it came by, who typed it in, and every decision on it, the newest first."""
    typed = (TypedCheck.community_id == Check.community_id) & (TypedCheck.check_uuid == Check.uuid)
    reviewed = (Review.community_id == Check.community_id) & (Review.check_id == Check.id)
    rows = db.session.execute(
        select(ReceivedEntry, TypedCheck, Review)
        .join(Check, Check.entry_id == ReceivedEntry.id)
        .outerjoin(TypedCheck, typed)
        .outerjoin(Review, reviewed)
        .where(Check.community_id == check.community_id, Check.id == check.id)
        .order_by(Review.id.desc())
        .options(joinedload(TypedCheck.typist), joinedload(Review.reviewer))
    ).all()
    return rows[0][0], rows[0][1], [review for *_, review in rows if review is not None]


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


def reviews_among(checks: Collection[Check]) -> dict[int, list[Review]]:
    """The same of several checks of one community, by the check's key."""
    found: dict[int, list[Review]] = {check.id: [] for check in checks}
    if found:
        community_id = next(iter(checks)).community_id
        rows = db.session.scalars(
            select(Review)
            .where(Review.community_id == community_id, Review.check_id.in_(found))
            .order_by(Review.id.desc())
            .options(joinedload(Review.reviewer))
        )
        for review in rows:
            found[review.check_id].append(review)
    return found


def inspectors_of_checks(community_id: int, uuids: Collection[str]) -> dict[str, str]:
    """Who made each of these checks, in full."""
    rows = db.session.execute(
        select(Check.uuid, User.name)
        .join(User, User.id == Check.inspector_id)
        .where(Check.community_id == community_id, Check.uuid.in_(uuids))
    )
    return dict(rows.all())
