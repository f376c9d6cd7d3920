"""Which courtyards were seen in which week of a month."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from webapp.domain.months.coverage import WEEK, Week, coverage, mondays_of
from webapp.domain.scoring.observation import COUNTING
from webapp.extensions import db
from webapp.models import Check, Courtyard, Month
from webapp.queries.free_days import free_days


def coverage_of(month: Month, today: dt.date) -> list[Week]:
    """By the days of checks that were not returned, whatever month they count in."""
    mondays = mondays_of(month.name)
    first, last = mondays[0], mondays[-1] + dt.timedelta(days=WEEK - 1)
    seen = db.session.execute(
        select(Check.day, Check.courtyard_id)
        .join(Courtyard, (Courtyard.id == Check.courtyard_id) & (Courtyard.community_id == Check.community_id))
        .where(
            Check.community_id == month.community_id,
            Check.day.between(first, last),
            Check.state != "returned",
            Check.judged.in_(COUNTING),
            *_enrolled(month),
        )
        .distinct()
    )
    total = db.session.scalar(
        select(func.count(Courtyard.id)).where(Courtyard.community_id == month.community_id, *_enrolled(month))
    )
    free = {each.day: each.name for each in free_days(month.community_id, first, last)}
    return coverage(month.name, today, total or 0, ((day, courtyard) for day, courtyard in seen), free)


def _enrolled(month: Month):
    until = Courtyard.enrolled_until
    return Courtyard.enrolled_from <= month.name, until.is_(None) | (until >= month.name)
