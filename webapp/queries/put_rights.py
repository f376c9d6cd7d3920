"""What households say is put right, and what later checks saw of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webapp.domain.months.put_right import State
from webapp.domain.scoring.amendment import Amendment
from webapp.domain.scoring.observation import COUNTING, Result
from webapp.extensions import db
from webapp.models import Account, Check, Courtyard, Finding, Household, PutRight, PutRightPhoto

RECENT = 60
SHOWN = (
    joinedload(PutRight.check).options(selectinload(Check.photos), selectinload(Check.findings)),
    joinedload(PutRight.courtyard).joinedload(Courtyard.lane),
    joinedload(PutRight.decider),
    selectinload(PutRight.photos),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the latest approved check since then saw of the item, of those that judged."""

    day: dt.date
    is_good: bool


Said = tuple[PutRight, Seen | None]


def put_right_by_token(community_id: int, token: str) -> PutRight | None:
    return db.session.scalar(select(PutRight).where(PutRight.community_id == community_id, PutRight.token == token))


def put_right_by_id(community_id: int, key: int) -> PutRight | None:
    found = select(PutRight).where(PutRight.community_id == community_id, PutRight.id == key)
    return db.session.scalar(found.options(*SHOWN))


def count_of_put_rights_by(household: Household) -> Select[int]:
    return select(func.count(PutRight.id)).where(
        PutRight.community_id == household.community_id, PutRight.household_id == household.id
    )


def put_rights_of(household: Household, *, with_photos: bool, most: int = 20) -> list[Said]:
    """The newest first, as their household sees them."""
    of_it = (PutRight.community_id == household.community_id) & (PutRight.household_id == household.id)
    check = joinedload(PutRight.check)
    photos = (check.selectinload(Check.photos), selectinload(PutRight.photos)) if with_photos else ()
    return _with_seen(of_it, most, check, *photos)


def put_rights_in(community_id: int, *states: State) -> list[Said]:
    """The oldest first, of the latest."""
    return _with_seen((PutRight.community_id == community_id) & PutRight.state.in_(states), RECENT, *SHOWN)[::-1]


def _with_seen(which: ColumnElement[bool], most: int, *loaded: ExecutableOption) -> list[Said]:
    """The newest first, each with what was seen since it was said."""
    since, later = aliased(Check), aliased(Check)
    unjudged = exists().where(
        Finding.community_id == PutRight.community_id,
        Finding.check_id == later.id,
        Finding.item == PutRight.item,
        Finding.result == Result.NOT_ASSESSED,
    )
    latest = (
        select(later.id)
        .where(
            later.community_id == PutRight.community_id,
            later.courtyard_id == PutRight.courtyard_id,
            later.corrected_at > PutRight.made_at,
            later.state == "approved",
            later.judged.in_(COUNTING),
            ~unjudged.correlate(PutRight, later),
        )
        .order_by(later.corrected_at.desc(), later.id.desc())
        .limit(1)
        .correlate(PutRight)
        .scalar_subquery()
    )
    fault = exists().where(
        Finding.community_id == PutRight.community_id,
        Finding.check_id == since.id,
        Finding.item == PutRight.item,
        Finding.result == Result.FAULT,
    )
    rows = db.session.execute(
        select(PutRight, since.day, since.amendment, fault)
        .outerjoin(since, (since.community_id == PutRight.community_id) & (since.id == latest))
        .where(which)
        .order_by(PutRight.id.desc())
        .limit(most)
        .options(*loaded)
    ).unique()
    return [(said, _seen(said.item, day, amended, is_fault)) for said, day, amended, is_fault in rows]


def _seen(item: str, day: dt.date | None, amended: str, is_fault: bool) -> Seen | None:
    """A fault that the approval let pass is none."""
    return Seen(day, not is_fault or item in Amendment.from_text(amended).eased) if day else None


def count_of_put_rights(community_id: int) -> Select[int]:
    return select(func.count(PutRight.id)).where(
        PutRight.community_id == community_id, PutRight.state == State.WAITING.value
    )


def count_waiting(community_id: int) -> int:
    return db.session.scalar(count_of_put_rights(community_id)) or 0


def waits_already(courtyard_id: int, community_id: int, item: str) -> bool:
    """Whether somebody of the courtyard has said it and nobody has looked at it yet."""
    found = select(PutRight.id).where(
        PutRight.community_id == community_id,
        PutRight.courtyard_id == courtyard_id,
        PutRight.item == item,
        PutRight.state == State.WAITING.value,
    )
    return db.session.scalar(found.limit(1)) is not None


def check_with_fault(account: Account, uuid: str, item: str) -> Check | None:
    """The approved check of the account's courtyard and time that found this fault, and found it to count."""
    found = select(Check).where(
        Check.community_id == account.community_id,
        Check.uuid == uuid,
        Check.courtyard_id == account.courtyard_id,
        Check.state == "approved",
        Check.month >= account.opened_in,
        Check.month <= (account.closed_in or Check.month),
    )
    check = db.session.scalar(found.options(selectinload(Check.findings), selectinload(Check.photos)))
    return check if check is not None and any(each.item == item for each in check.faults) else None


def seen_after(account: Account, faults: Collection[tuple[str, str]]) -> dict[tuple[str, str], Seen]:
    """What the last look after each of these faults saw of it; a fault is its item, and the uuid of the account's
    check that found it.
    """
    if not faults:
        return {}
    own = (Check.community_id == account.community_id, Check.courtyard_id == account.courtyard_id)
    first = select(func.min(Check.corrected_at)).where(*own, Check.uuid.in_({check for _, check in faults}))
    found = select(Check).where(
        *own,
        Check.corrected_at >= first.scalar_subquery(),
        Check.state == "approved",
        Check.judged.in_(COUNTING),
    )
    looked = db.session.scalars(found.order_by(Check.corrected_at).options(joinedload(Check.findings)))
    checks = list(looked.unique())
    since = {check.uuid: check.corrected_at for check in checks}
    looks = {(item, uuid): _last_look(checks, item, since[uuid]) for item, uuid in faults if uuid in since}
    return {fault: seen for fault, seen in looks.items() if seen is not None}


def _last_look(checks: Sequence[Check], item: str, at: dt.datetime) -> Seen | None:
    """Of these, the earliest first, the last after `at` at which the item could be judged."""
    looks = [check for check in checks if check.corrected_at > at and item not in check.unjudged]
    return Seen(looks[-1].day, item not in {each.item for each in looks[-1].faults}) if looks else None


def has_put_right_photo(community_id: int, key: int, sha256: str) -> bool:
    found = select(PutRightPhoto.id).where(
        PutRightPhoto.community_id == community_id,
        PutRightPhoto.put_right_id == key,
        PutRightPhoto.sha256 == sha256,
    )
    return db.session.scalar(found) is not None
