"""What a household's card shows: its courtyard's account, published months, balance, deeds and photos."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.domain.months.cycle import SHOWN
from webapp.extensions import db
from webapp.models import (
    Account,
    Check,
    CheckPhoto,
    Community,
    Deed,
    Household,
    Month,
    MonthStep,
    Publication,
    Score,
)


@dataclass(frozen=True, slots=True)
class CardMonth:
    """One published month of an account."""

    month: Month
    score: Score
    publication: Publication


def community_of(household: Household) -> Community:
    return db.session.get_one(Community, household.community_id)


def published_months(account: Account) -> list[CardMonth]:
    """Every published month of the account in its latest publication, newest first."""
    latest = (
        select(func.max(Publication.number))
        .where(Publication.community_id == account.community_id, Publication.month_id == Month.id)
        .correlate(Month)
        .scalar_subquery()
    )
    found = db.session.execute(
        select(Month, Score, Publication)
        .join(Score, Score.month_id == Month.id)
        .join(Publication, Publication.month_id == Month.id)
        .where(
            Month.community_id == account.community_id,
            Month.state.in_(SHOWN),
            Score.community_id == account.community_id,
            Score.account_id == account.id,
            Publication.community_id == account.community_id,
            Publication.number == latest,
        )
        .order_by(Month.name.desc())
    )
    return [CardMonth(month, score, publication) for month, score, publication in found]


def last_steps(month: Month, *actions: str) -> dict[str, MonthStep]:
    """The latest time each of these steps was taken, of those that were."""
    found = select(MonthStep).where(
        MonthStep.community_id == month.community_id, MonthStep.month_id == month.id, MonthStep.action.in_(actions)
    )
    return {step.action: step for step in db.session.scalars(found.order_by(MonthStep.id))}


def own_deeds(household: Household, *months: str) -> frozenset[str]:
    """Ids, as a score's lines name them, of the deeds that somebody of this household did in these months."""
    ids = db.session.scalars(
        select(Deed.id).where(
            Deed.community_id == household.community_id,
            Deed.month.in_(months),
            Deed.courtyard_id.in_(_courtyards_of(household)),
            Deed.household_id == household.id,
        )
    )
    return frozenset(str(each) for each in ids)


def obstacles_in(account: Account, month: str) -> list[Check]:
    """The approved checks of the month that could judge nothing: why a month is 未评."""
    return list(
        db.session.scalars(
            select(Check)
            .where(
                Check.community_id == account.community_id,
                Check.courtyard_id == account.courtyard_id,
                Check.month == month,
                Check.state == "approved",
                Check.judged == "weather",
            )
            .order_by(Check.day)
        )
    )


@dataclass(frozen=True, slots=True)
class SeenPhoto:
    """A photo of an approved check, and the day of that check."""

    check: str
    day: dt.date
    photo: CheckPhoto


def photos_of_checks(household: Household, checks: set[str]) -> list[SeenPhoto]:
    """The photos of these checks (by uuid), of this household's courtyard alone, in order of time."""
    if not checks:
        return []
    chosen = _approved_photos(household).where(Check.uuid.in_(checks))
    rows = db.session.execute(chosen.order_by(Check.corrected_at, CheckPhoto.position))
    return [SeenPhoto(uuid, day, photo) for uuid, day, photo in rows]


def has_photo(household: Household, account: Account, check: str, sha256: str) -> bool:
    """Whether this photo belongs to an approved check of the household's own courtyard, in its account's time."""
    one = _approved_photos(household).where(
        Check.uuid == check,
        CheckPhoto.sha256 == sha256,
        Check.courtyard_id == account.courtyard_id,
        Check.month >= account.opened_in,
        Check.month <= (account.closed_in or Check.month),
    )
    return db.session.execute(one.limit(1)).first() is not None


def _courtyards_of(household: Household) -> list[int]:
    """Where it lives, and where it lived before its courtyard was split or merged."""
    return [key for key in (household.courtyard_id, household.moved_from_id) if key is not None]


def _approved_photos(household: Household):
    return (
        select(Check.uuid, Check.day, CheckPhoto)
        .join(CheckPhoto, (CheckPhoto.check_id == Check.id) & (CheckPhoto.community_id == Check.community_id))
        .where(
            Check.community_id == household.community_id,
            Check.courtyard_id.in_(_courtyards_of(household)),
            Check.state == "approved",
        )
    )
