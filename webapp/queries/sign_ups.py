"""Activities as a household sees them: what is to come, for what it signed up, and where it signed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import Activity, Attendance, Courtyard, Household, SignUp

MOST = 30


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What of an activity is this household's: whom it signed up, and whom it signed in by its card."""

    activity: Activity
    signed_up: list[SignUp]
    signed_in: list[Attendance]


def upcoming_activities(community_id: int, today: dt.date) -> list[Activity]:
    """Today's first."""
    found = select(Activity).where(Activity.community_id == community_id, Activity.day >= today)
    return list(db.session.scalars(found.order_by(Activity.day, Activity.id).limit(MOST)))


def count_of_upcoming(community_id: int, today: dt.date) -> Select[int]:
    return select(func.count(Activity.id)).where(Activity.community_id == community_id, Activity.day >= today)


def own_parts(household: Household, activities: Collection[Activity]) -> list[OwnPart]:
    keys = [each.id for each in activities]
    ups = _of(SignUp, household, keys)
    ins = _of(Attendance, household, keys)
    return [
        OwnPart(
            each,
            [row for row in ups if row.activity_id == each.id],
            [row for row in ins if row.activity_id == each.id],
        )
        for each in activities
    ]


def _of(table: type[SignUp] | type[Attendance], household: Household, keys: Collection[int]) -> list:
    found = select(table).where(
        table.community_id == household.community_id,
        table.activity_id.in_(keys),
        table.household_id == household.id,
    )
    return list(db.session.scalars(found.order_by(table.id).options(joinedload(table.person))))


def sign_ups_of(activity: Activity) -> list[SignUp]:
    """In the order they came."""
    found = select(SignUp).where(SignUp.community_id == activity.community_id, SignUp.activity_id == activity.id)
    loaded = (
        joinedload(SignUp.person),
        joinedload(SignUp.household).joinedload(Household.courtyard).joinedload(Courtyard.lane),
    )
    return list(db.session.scalars(found.order_by(SignUp.id).options(*loaded)))
