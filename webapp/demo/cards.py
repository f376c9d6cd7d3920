"""Whose cards the demo opens, and what it needs to know to act for a household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select

from sync.uuid7 import next_uuid7
from webapp import clock
from webapp.demo.calendar import ZONE
from webapp.demo.drawing.photo import Shot, take
from webapp.demo.plan import Plan
from webapp.extensions import db
from webapp.models import Account, AccountHolder, Check, Finding, Household, Month, Reservation, Score
from webapp.operations.keep_photos import keep_photos

TELLING = {"deduction", "restored"}


def shown_households() -> list[Household]:
    """An owner with something to put right and most to explain, a household that rents, one that has goods put by."""
    owner, other = _most_telling_owners()
    other = _with_goods_put_by(besides=owner) or other
    tenant = db.session.scalars(select(Household).where(Household.kind == "tenant").order_by(Household.id)).first()
    assert tenant is not None, "people rent in the demo"
    return [owner, tenant, other]


def _most_telling_owners() -> list[Household]:
    """The two who lost a point in the last published month, if there are, have a fault in the running one, and whose
    lines are of most kinds.
    """
    found = scored_owners()
    to_mend = yards_to_mend()
    kinds = {row.Household.id: TELLING & {line["kind"] for line in row.lines} for row in found}

    def least_telling(row: Row[tuple[Household, list]]) -> tuple[bool, bool, int]:
        own = kinds[row.Household.id]
        return ("deduction" not in own, row.Household.courtyard_id not in to_mend, -len(own))

    return [row.Household for row in sorted(found, key=least_telling)[:2]]


def scored_owners() -> Sequence[Row[tuple[Household, list]]]:
    """With the lines of their score in the last published month."""
    month = select(Month.id).where(Month.state != "open").order_by(Month.name.desc()).limit(1).scalar_subquery()
    found = (
        select(Household, Score.lines)
        .join(AccountHolder, AccountHolder.household_id == Household.id)
        .join(Account, Account.id == AccountHolder.account_id)
        .join(Score, Score.account_id == Account.id)
        .where(Score.month_id == month)
        .order_by(Household.id)
    )
    return db.session.execute(found).all()


def yards_to_mend() -> set[int]:
    """Courtyards at which the latest approved check of the running month found a fault."""
    running = select(Month.name).where(Month.state == "open").order_by(Month.name.desc()).limit(1).scalar_subquery()
    approved = (Check.state == "approved", Check.month == running)
    latest = select(func.max(Check.corrected_at)).where(*approved).group_by(Check.courtyard_id)
    faults = select(Check.courtyard_id).join(Finding, Finding.check_id == Check.id).where(Finding.result == "fault")
    return set(db.session.scalars(faults.where(*approved, Check.corrected_at.in_(latest))))


def _with_goods_put_by(besides: Household) -> Household | None:
    """One that had them put by with its own card."""
    found = select(Household).join(Reservation, Reservation.household_id == Household.id).order_by(Reservation.id)
    return db.session.scalars(found.where(Household.id != besides.id)).first()


@dataclass(frozen=True, slots=True)
class Hand:
    """What a household's own phone brings: tokens of forms, and photos of its gate."""

    plan: Plan

    def token(self, matter: str) -> str:
        random = self.plan.chance(f"token {matter}")
        return next_uuid7(None, clock.milliseconds(self.plan.calendar.now), random.randbytes(10)).text

    def photo(self, home: Household, at: dt.datetime, phrase: str = "") -> str:
        """The hash of a photo that is kept; `phrase` is what there is to see besides the gate."""
        assert home.courtyard is not None, "the demo's households live in courtyards"
        place = next(at for at, door in enumerate(self.plan.doors) if door.code == home.courtyard.code)
        shot = Shot(place, home.courtyard.number, phrase, at.astimezone(ZONE))
        [sha256], problem = keep_photos(home.community_id, [take(shot)])
        assert problem is None, problem
        return sha256

    def back(self, days: int, hour: int) -> dt.datetime:
        """That long ago, but not before this month began: what is done in a month can then be credited in it."""
        calendar = self.plan.calendar
        return calendar.moment(max(calendar.firsts[-1], calendar.today - dt.timedelta(days=days)), hour)
