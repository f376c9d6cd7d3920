"""Which courtyards were seen in which week of a month."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp.domain.months.coverage import WEEK, Week, coverage, mondays_of
from webapp.domain.scoring.observation import COUNTING
from webapp.extensions import db
from webapp.models import Check, Courtyard, Month
from webapp.queries.free_days import free_days


def coverage_of(month: Month, today: dt.date) -> list[Week]:
    """By the days of checks that were not returned, whatever month they count in."""
    mondays = mondays_of(month.name)
    first, last = mondays[0], mondays[-1] + dt.timedelta(days=WEEK - 1)
    counting = (
        (Check.community_id == Courtyard.community_id)
        & (Check.courtyard_id == Courtyard.id)
        & Check.day.between(first, last)
        & (Check.state != "returned")
        & Check.judged.in_(COUNTING)
    )
    rows = db.session.execute(
        select(Courtyard.id, Check.day)
        .outerjoin(Check, counting)
        .where(
            Courtyard.community_id == month.community_id,
            Courtyard.enrolled_from <= month.name,
            Courtyard.enrolled_until.is_(None) | (Courtyard.enrolled_until >= month.name),
        )
        .distinct()
    ).all()
    seen = ((day, courtyard) for courtyard, day in rows if day is not None)
    free = {each.day: each.name for each in free_days(month.community_id, first, last)}
    return coverage(month.name, today, len({courtyard for courtyard, _ in rows}), seen, free)
