"""Open months that are over, and what keeps the program from scoring them by itself."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from webapp import clock
from webapp.domain.calendar_month import last_day
from webapp.domain.months.closing import Closing, Outcome
from webapp.domain.months.cycle import Action, State
from webapp.extensions import db
from webapp.models import Community, Month, MonthStep
from webapp.queries.deeds import waiting_deeds
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.walks import waiting_checks


def obstacle(community: Community, name: str) -> Closing | None:
    """Why the program leaves the month as it is; None when it may score it."""
    month = month_named(community.id, name)
    return obstacle_to(community, month) if month else Closing(Outcome.NOT_BEGUN)


def obstacle_to(community: Community, month: Month) -> Closing | None:
    """The same of a month that was begun."""
    if month.state != State.OPEN:
        return Closing(Outcome.PAST, month.state)
    if month.name >= f"{clock.today(community):%Y-%m}":
        return Closing(Outcome.RUNNING)
    return _left_to_people(month)


def _left_to_people(month: Month) -> Closing | None:
    community_id, name = month.community_id, month.name
    if month.steps and month.steps[-1].action == Action.STOP:
        return Closing(Outcome.SENT_BACK)
    if earlier := _first_open(community_id, name):
        return Closing(Outcome.EARLIER_OPEN, earlier)
    if count := waiting_checks(community_id, name):
        return Closing(Outcome.CHECKS_WAIT, str(count))
    if count := waiting_deeds(community_id, name):
        return Closing(Outcome.DEEDS_WAIT, str(count))
    return None


def due_months(community: Community) -> list[str]:
    """Open months to score now without being asked, the earliest first."""
    today = clock.today(community)
    open_and_over = select(Month.name).where(
        Month.community_id == community.id, Month.state == State.OPEN, Month.name < f"{today:%Y-%m}"
    )
    names = db.session.scalars(open_and_over.order_by(Month.name)).all()
    return [name for name in names if scored_from(community, name) <= today]


def scored_from(community: Community, name: str) -> dt.date:
    """The first day on which the program may score an open month without being asked: no re-check can restore one of
    its findings any more, and what went back to open has rested until the next day, since who decides may decide again.
    """
    restore_days = rule_book_in_force(community.id, name)[1].restore_days
    after = last_day(name) + dt.timedelta(days=restore_days)
    moved = _last_moved(community, name)
    return max(after, moved or after) + dt.timedelta(days=1)


def _last_moved(community: Community, name: str) -> dt.date | None:
    latest = db.session.scalar(
        select(func.max(MonthStep.at))
        .join(Month, (Month.id == MonthStep.month_id) & (Month.community_id == MonthStep.community_id))
        .where(MonthStep.community_id == community.id, Month.name == name)
    )
    return clock.local(community, latest).date() if latest else None


def _first_open(community_id: int, before: str) -> str | None:
    return db.session.scalar(
        select(func.min(Month.name)).where(
            Month.community_id == community_id, Month.state == State.OPEN, Month.name < before
        )
    )
