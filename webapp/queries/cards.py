"""What a household's card shows: its courtyard's account, published months, balance, deeds and photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import aliased, defer

from webapp.domain.months.cycle import SHOWN, Action, State
from webapp.domain.months.running import running_months
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
    """One published month of an account, and when it was reviewed and confirmed; `document` is read of one of them."""

    month: Month
    score: Score
    publication: Publication
    document: str | None
    reviewed_at: dt.datetime | None
    confirmed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class CardMonths:
    """Newest first, in their latest publication; `others` are the community's that are none of these, by name."""

    account: Account
    published: list[CardMonth]
    others: dict[str, Month]

    def running(self, this_month: str) -> list[Month]:
        """Those after the newest published one, up to this one, newest first, as far as the account reaches."""
        account, yard = self.account, self.account.courtyard
        newest = self.published[0].month.name if self.published else ""
        names = running_months(this_month, newest, account.opened_in, account.closed_in)
        return [self._month(name) for name in names if yard is not None and yard.enrolled_in(name)]

    def _month(self, name: str) -> Month:
        """One that is not stored yet is open."""
        return self.others.get(name) or Month(community_id=self.account.community_id, name=name, state=State.OPEN)


def community_of(household: Household) -> Community:
    return db.session.get_one(Community, household.community_id)


def months_of_account(account: Account, shown: str | None = None) -> CardMonths:
    """With the document of the month `shown` (YYYY-MM), else of the newest: each may be as long as a book."""
    latest = (
        select(func.max(Publication.number))
        .where(Publication.community_id == account.community_id, Publication.month_id == Month.id)
        .correlate(Month)
        .scalar_subquery()
    )
    own = (Score.month_id == Month.id) & (Score.community_id == Month.community_id) & (Score.account_id == account.id)
    newest = (
        (Publication.month_id == Month.id)
        & (Publication.community_id == Month.community_id)
        & (Publication.number == latest)
    )
    is_shown = Month.state.in_(SHOWN)
    document = case((Month.name == (shown or _newest_of(account)), Publication.document))
    rows = db.session.execute(
        select(Month, Score, Publication, document, _last(Action.REVIEW), _last(Action.CONFIRM))
        .outerjoin(Score, own & is_shown)
        .outerjoin(Publication, newest & is_shown)
        .where(Month.community_id == account.community_id)
        .order_by(Month.name.desc())
        .options(defer(Publication.document))
    ).all()
    return CardMonths(
        account,
        [CardMonth(*row) for row in rows if row.Score is not None and row.Publication is not None],
        {row.Month.name: row.Month for row in rows if row.Score is None},
    )


def _newest_of(account: Account) -> ScalarSelect[str]:
    """The name of the newest month that is published with a score of this account."""
    month = aliased(Month)
    return (
        select(func.max(month.name))
        .join(Score, (Score.month_id == month.id) & (Score.community_id == month.community_id))
        .where(month.community_id == account.community_id, month.state.in_(SHOWN), Score.account_id == account.id)
        .scalar_subquery()
    )


def _last(action: Action) -> ScalarSelect[dt.datetime]:
    """When a month took this step, the last time."""
    return (
        select(func.max(MonthStep.at))
        .where(MonthStep.community_id == Month.community_id, MonthStep.month_id == Month.id, MonthStep.action == action)
        .correlate(Month)
        .scalar_subquery()
    )


def deeds_of(household: Household, months: Collection[str]) -> list[Deed]:
    """What it did, or claims to have done, in these months, newest first."""
    found = db.session.scalars(
        select(Deed).where(
            Deed.community_id == household.community_id,
            Deed.month.in_(months),
            (Deed.household_id == household.id) | (Deed.claimed_by == household.id),
        )
    )
    # Put in order here: asked to do it, SQLite would go through all days of the community.
    return sorted(found, key=lambda deed: (deed.day, deed.id), reverse=True)


def own_among(household: Household, deeds: Iterable[Deed]) -> frozenset[str]:
    """Ids, as a score's lines name them, of those that somebody of this household did."""
    return frozenset(str(each.id) for each in deeds if each.household_id == household.id)


def obstacles_in(account: Account, months: Collection[str]) -> list[Check]:
    """The approved checks of these months that could judge nothing: why a month is 未评."""
    if not months:
        return []
    of_it = (Check.community_id == account.community_id) & _could_not_judge(account, months)
    return list(db.session.scalars(select(Check).where(of_it).order_by(Check.day)))


def _could_not_judge(account: Account, months: Collection[str]) -> ColumnElement[bool]:
    return (
        (Check.courtyard_id == account.courtyard_id)
        & Check.month.in_(months)
        & (Check.state == "approved")
        & (Check.judged == "weather")
    )


@dataclass(frozen=True, slots=True)
class SeenPhoto:
    """A photo of an approved check, and the day of that check."""

    check: str
    day: dt.date
    photo: CheckPhoto


def shown_checks(
    household: Household, account: Account, named: Collection[str], months: Collection[str]
) -> tuple[list[SeenPhoto], list[Check]]:
    """In order of time the photos of the `named` checks (by uuid), of this household's courtyard alone; and the checks
    of these months that could judge nothing.
    """
    if not named and not months:
        return [], []
    own = _is_own(household) & Check.uuid.in_(named)
    found = db.session.execute(
        select(Check, CheckPhoto)
        .outerjoin(Check.photos)
        .where(Check.community_id == household.community_id, own | _could_not_judge(account, months))
        .order_by(Check.corrected_at, CheckPhoto.position)
    ).all()
    photos = [SeenPhoto(check.uuid, check.day, photo) for check, photo in found if photo and check.uuid in named]
    obstacles = dict.fromkeys(check for check, _ in found if check.judged == "weather" and check.month in months)
    return photos, list(obstacles)


def has_photo(household: Household, account: Account, check: str, sha256: str) -> bool:
    """Whether this photo belongs to an approved check of the household's own courtyard, in its account's time."""
    photos = select(CheckPhoto.id).join(
        Check, (CheckPhoto.check_id == Check.id) & (CheckPhoto.community_id == Check.community_id)
    )
    one = photos.where(
        Check.community_id == household.community_id,
        _is_own(household),
        Check.uuid == check,
        CheckPhoto.sha256 == sha256,
        Check.courtyard_id == account.courtyard_id,
        Check.month >= account.opened_in,
        Check.month <= (account.closed_in or Check.month),
    )
    return db.session.execute(one.limit(1)).first() is not None


def _is_own(household: Household) -> ColumnElement[bool]:
    """An approved check of where it lives, or lived before its courtyard was split or merged."""
    lived = [key for key in (household.courtyard_id, household.moved_from_id) if key is not None]
    return Check.courtyard_id.in_(lived) & (Check.state == "approved")
