"""Days without patrol."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import CalendarDay


def free_days(community_id: int, first: dt.date = dt.date.min, last: dt.date = dt.date.max) -> list[CalendarDay]:
    """From `first` to `last`, both included, in their order."""
    return list(
        db.session.scalars(
            select(CalendarDay)
            .where(CalendarDay.community_id == community_id, CalendarDay.day.between(first, last))
            .order_by(CalendarDay.day)
        )
    )


def days_among(community_id: int, days: Collection[dt.date]) -> dict[dt.date, CalendarDay]:
    found = select(CalendarDay).where(CalendarDay.community_id == community_id, CalendarDay.day.in_(days))
    return {each.day: each for each in db.session.scalars(found)} if days else {}
