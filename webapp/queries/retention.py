"""What is past its time, and what is next: photos by their month, openings of cards."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select, union_all

from webapp import clock
from webapp.domain.months.cycle import Action, State
from webapp.domain.retention import Retention, months_later
from webapp.extensions import db
from webapp.models import AuditEvent, AuditWords, Community, Month, MonthStep, Photo
from webapp.queries.objections import disputed
from webapp.queries.photo_months import counting_in, needed_besides
from webapp.queries.photo_uses import NAMING

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
    return Retention(community.photo_months, community.board_months, community.visit_months, community.words_months)


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

    A photo that something of another month names too waits for that month; one of a disputed month or courtyard, of
    what nobody decided yet, or of a good stays. What nothing names goes so long after it came.
    """
    today = clock.today(community)
    held_months, held_yards = disputed(community.id, today)
    over = [name for name, day in expiry_days(community, months).items() if day <= today and name not in held_months]
    going: defaultdict[str, list[str]] = defaultdict(list)
    if over:
        for sha256, month in db.session.execute(_past(community.id, over, held_yards).limit(most)):
            going[month].append(sha256)
    for sha256, received_at in db.session.execute(_nameless(community, months_later(today, -months)).limit(most)):
        going[f"{clock.local(community, received_at):%Y-%m}"].append(sha256)
    return dict(going)


def _past(community_id: int, over: Collection[str], held_yards: Collection[int]) -> Select:
    named = counting_in(community_id, over).subquery()
    return (
        select(named.c.sha256, func.max(named.c.month))
        .join(Photo, Photo.sha256 == named.c.sha256)
        .where(
            Photo.community_id == community_id,
            Photo.expired_at.is_(None),
            named.c.sha256.not_in(needed_besides(community_id, over, held_yards)),
        )
        .group_by(named.c.sha256)
        .order_by(func.max(named.c.month), named.c.sha256)
    )


def _nameless(community: Community, before: dt.date) -> Select:
    """Photos of forms that were never sent, and of texts that were put aside."""
    named = union_all(
        *(select(column).where(column.class_.community_id == community.id, column.is_not(None)) for column in NAMING)
    )
    return (
        select(Photo.sha256, Photo.received_at)
        .where(
            Photo.community_id == community.id,
            Photo.expired_at.is_(None),
            Photo.received_at < dt.datetime.combine(before, dt.time(), dt.UTC),
            Photo.sha256.not_in(named),
        )
        .order_by(Photo.id)
    )


def photos_going(community: Community) -> list[Going]:
    """The closed months whose photos are still here, the next to go first."""
    held_months, _ = disputed(community.id, clock.today(community))
    days = expiry_days(community, community.photo_months)
    named = counting_in(community.id, days).subquery()
    found = db.session.execute(
        select(named.c.month, func.count(named.c.sha256.distinct()))
        .join(Photo, Photo.sha256 == named.c.sha256)
        .where(Photo.community_id == community.id, Photo.expired_at.is_(None))
        .group_by(named.c.month)
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


def words_past(community: Community, months: int) -> Select:
    """Keys of the audit trail's words that are past their time, were they kept for so many months."""
    first = dt.datetime.combine(months_later(clock.today(community), -months), dt.time(), dt.UTC)
    of_event = (AuditEvent.id == AuditWords.event_id) & (AuditEvent.community_id == AuditWords.community_id)
    found = select(AuditWords.id).join(AuditEvent, of_event)
    return found.where(AuditWords.community_id == community.id, AuditEvent.at < first)


def count_words(community: Community, months: int) -> int:
    return db.session.scalar(select(func.count()).select_from(words_past(community, months).subquery())) or 0
