"""A decision on a check returns the drafts it counts in to open."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.calendar_month import previous_month
from webapp.domain.month_cycle import takes_changes
from webapp.models import Check, Month
from webapp.operations.place_in_month import reopen_draft
from webapp.queries.checks import first_of_chain
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_in_force


def closed_for(check: Check) -> bool:
    """Whether the month that this check counts in takes no more decisions."""
    month = month_named(check.community_id, _counts_in(check))
    return month is not None and not takes_changes(month.state)


def reopen_months(session: Session, check: Check) -> None:
    """Its own month, that of its chain, and the one before when it may have put something right there."""
    names = {check.month, _counts_in(check)}
    _, book = rule_book_in_force(check.community_id, check.month)
    if check.day.day <= book.restore_days:
        names.add(previous_month(f"{check.day:%Y-%m}"))
    drafts = select(Month).where(Month.community_id == check.community_id, Month.name.in_(names)).with_for_update()
    for month in session.scalars(drafts):
        if takes_changes(month.state):
            reopen_draft(session, month)


def _counts_in(check: Check) -> str:
    """A late check counts where it was placed; any other in the month of its chain's first check."""
    return check.month if check.late else first_of_chain(check).month
