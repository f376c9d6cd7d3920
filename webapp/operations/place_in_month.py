"""Which month a change counts in: its own while that is a draft, else the earliest open one, as an adjustment."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import Action, State, takes_changes
from webapp.models import Community, Month
from webapp.operations.take_step import record_step
from webapp.queries.rule_books import version_in_force


def place_in_month(session: Session, community: Community, day: dt.date) -> tuple[str, bool]:
    """(name of the month, whether that is another than the day's own); a draft month returns to open."""
    own = ensure_month(session, community, f"{day:%Y-%m}")
    if own is not None and takes_changes(own.state):
        reopen_draft(session, own)
        return own.name, False
    return earliest_open(session, community).name, True


def ensure_month(session: Session, community: Community, name: str) -> Month | None:
    """The month's row. Only the running month is made when missing; an older one is from before the scheme."""
    month = session.scalar(select(Month).where(Month.community_id == community.id, Month.name == name))
    if month is None and name == f"{clock.today(community):%Y-%m}":
        month = Month(
            community_id=community.id,
            name=name,
            state=State.OPEN.value,
            rule_version=version_in_force(community.id, name).version,
        )
        session.add(month)
        session.flush()
    return month


def earliest_open(session: Session, community: Community, after: str = "") -> Month:
    """The earliest month (later than `after`) that still takes changes; the running one at the latest."""
    running = ensure_month(session, community, f"{clock.today(community):%Y-%m}")
    assert running is not None, "the running month is made when missing"
    of_community = select(Month).where(Month.community_id == community.id, Month.name > after)
    months = session.scalars(of_community.order_by(Month.name))
    return next((month for month in months if takes_changes(month.state)), running)


def reopen_draft(session: Session, month: Month) -> None:
    """A decision or a late check returns a scored or reviewed month to open."""
    if month.state == State.OPEN:
        return
    month.state = State.OPEN.value
    record_step(session, month, Action.REOPEN, None)


def reopen_later(session: Session, month: Month) -> None:
    """Drafts after this month rest on what its scores handed on, which is another by now."""
    later = select(Month).where(Month.community_id == month.community_id, Month.name > month.name).order_by(Month.name)
    for each in session.scalars(later):
        if takes_changes(each.state):
            reopen_draft(session, each)
