"""What is past its time, and what is next: photos by their month, openings of cards."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp import clock
from webapp.domain.months.cycle import Action, State
from webapp.domain.retention import Retention, months_later
from webapp.extensions import db
from webapp.models import (
    Check,
    CheckPhoto,
    Community,
    DeedPhoto,
    Month,
    MonthStep,
    Objection,
    ObjectionPhoto,
    Photo,
)
from webapp.queries.objections import disputed

CLOSED = (State.FINAL, State.SETTLED, State.ARCHIVED)
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Going:
    """A closed month with photos: how many there are, and from which day on they go; `disputed` holds them back."""

    month: str
    photos: int
    day: dt.date
    disputed: bool


def retention_of(community: Community) -> Retention:
    return Retention(community.photo_months, community.board_months, community.visit_months)


def expiry_days(community: Community, months: int) -> dict[str, dt.date]:
    """By closed month the day from which on its photos go, when they are kept for so many months."""
    found = db.session.execute(
        select(Month.name, func.max(MonthStep.at))
        .join(MonthStep, (MonthStep.month_id == Month.id) & (MonthStep.community_id == Month.community_id))
        .where(
            Month.community_id == community.id,
            Month.state.in_(CLOSED),
            MonthStep.action.in_((Action.FINALISE, Action.SETTLE)),
        )
        .group_by(Month.name)
        .order_by(Month.name)
    )
    return {name: months_later(clock.local(community, at).date(), months) for name, at in found}


def expired_by_month(community: Community, months: int, most: int) -> dict[str, list[str]]:
    """Hashes of photos that are past their time now, at most so many, by the latest month that they count in.

    A photo that a check of another month names too waits for that month; one of a disputed month or courtyard, and one
    that neither a check nor an objection names, stays.
    """
    today = clock.today(community)
    held_months, held_yards = disputed(community.id, today)
    over = [name for name, day in expiry_days(community, months).items() if day <= today and name not in held_months]
    if not over:
        return {}
    found = db.session.execute(
        select(CheckPhoto.sha256, func.max(Check.month))
        .join(Check, (Check.id == CheckPhoto.check_id) & (Check.community_id == CheckPhoto.community_id))
        .join(Photo, (Photo.sha256 == CheckPhoto.sha256) & (Photo.community_id == CheckPhoto.community_id))
        .where(
            CheckPhoto.community_id == community.id,
            Check.month.in_(over),
            Photo.expired_at.is_(None),
            ~_needed_elsewhere(over, held_yards),
        )
        .group_by(CheckPhoto.sha256)
        .order_by(func.max(Check.month), CheckPhoto.sha256)
        .limit(most)
    )
    going: defaultdict[str, list[str]] = defaultdict(list)
    for sha256, month in found:
        going[month].append(sha256)
    for sha256, month in db.session.execute(_sent_with_objections(community, over).limit(most)):
        going[month].append(sha256)
    return dict(going)


def _sent_with_objections(community: Community, over: Collection[str]):
    """What households sent with objections to these months, unless something else shows it too."""
    other, line = aliased(Objection), aliased(ObjectionPhoto)
    later = (
        select(line.id)
        .join(other, (other.id == line.objection_id) & (other.community_id == line.community_id))
        .where(line.community_id == community.id, line.sha256 == ObjectionPhoto.sha256, other.month.not_in(over))
        .correlate(ObjectionPhoto)
        .exists()
    )
    return (
        select(ObjectionPhoto.sha256, func.max(Objection.month))
        .join(
            Objection,
            (Objection.id == ObjectionPhoto.objection_id) & (Objection.community_id == ObjectionPhoto.community_id),
        )
        .join(Photo, (Photo.sha256 == ObjectionPhoto.sha256) & (Photo.community_id == ObjectionPhoto.community_id))
        .where(
            ObjectionPhoto.community_id == community.id,
            Objection.month.in_(over),
            Photo.expired_at.is_(None),
            ~later,
            *(~_shown_by(table, community) for table in (CheckPhoto, DeedPhoto)),
        )
        .group_by(ObjectionPhoto.sha256)
        .order_by(ObjectionPhoto.sha256)
    )


def _shown_by(table: type[CheckPhoto] | type[DeedPhoto], community: Community):
    found = select(table.id).where(table.community_id == community.id, table.sha256 == ObjectionPhoto.sha256)
    return found.correlate(ObjectionPhoto).exists()


def _needed_elsewhere(over: Collection[str], held_yards: Collection[int]):
    """Whether a check of a month that is not over, or of a disputed courtyard, names this photo."""
    check, line = aliased(Check), aliased(CheckPhoto)
    return (
        select(line.id)
        .join(check, (check.id == line.check_id) & (check.community_id == line.community_id))
        .where(
            line.community_id == CheckPhoto.community_id,
            line.sha256 == CheckPhoto.sha256,
            check.month.not_in(over) | check.courtyard_id.in_(held_yards),
        )
        .correlate(CheckPhoto)
        .exists()
    )


def photos_going(community: Community) -> list[Going]:
    """The closed months whose photos are still here, the next to go first."""
    held_months, _ = disputed(community.id, clock.today(community))
    days = expiry_days(community, community.photo_months)
    found = db.session.execute(
        select(Check.month, func.count(CheckPhoto.sha256.distinct()))
        .join(CheckPhoto, (CheckPhoto.check_id == Check.id) & (CheckPhoto.community_id == Check.community_id))
        .join(Photo, (Photo.sha256 == CheckPhoto.sha256) & (Photo.community_id == CheckPhoto.community_id))
        .where(Check.community_id == community.id, Check.month.in_(days), Photo.expired_at.is_(None))
        .group_by(Check.month)
    )
    going = [Going(month, count, days[month], month in held_months) for month, count in found]
    return sorted(going, key=lambda each: (each.day, each.month))


def photos_to_drop(community_id: int) -> list[str]:
    """Hashes of photos that have expired and whose bytes may still be here."""
    return list(
        db.session.scalars(
            select(Photo.sha256).where(
                Photo.community_id == community_id, Photo.expired_at.is_not(None), Photo.dropped_at.is_(None)
            )
        )
    )


def photos_named(community_id: int, hashes: Collection[str]) -> list[Photo]:
    return list(db.session.scalars(select(Photo).where(Photo.community_id == community_id, Photo.sha256.in_(hashes))))


def expired_among(community_id: int, hashes: Collection[str]) -> set[str]:
    found = select(Photo.sha256).where(
        Photo.community_id == community_id, Photo.sha256.in_(hashes), Photo.expired_at.is_not(None)
    )
    return set(db.session.scalars(found)) if hashes else set()


def count_expired(community: Community, months: int) -> int:
    """How many photos would go with the next run, were they kept for so many months."""
    return sum(map(len, expired_by_month(community, months, MOST_COUNTED).values()))
