"""A decision on a check returns the drafts it counts in to open."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.calendar_month import previous_month
from webapp.domain.months.cycle import takes_changes
from webapp.models import Check, Month
from webapp.operations.place_in_month import reopen_draft
from webapp.queries.checks import first_of_chain
from webapp.queries.months import states_of
from webapp.queries.rule_books import rule_book_in_force


def closed_among(checks: Sequence[Check]) -> set[str]:
    """The uuids of those whose month takes no more decisions; all of one community."""
    counts_in = {check.uuid: _counts_in(check) for check in checks}
    states = states_of(checks[0].community_id, set(counts_in.values())) if checks else {}
    return {uuid for uuid, month in counts_in.items() if month in states and not takes_changes(states[month])}


def reopen_months(session: Session, community_id: int, checks: Collection[Check]) -> None:
    """Their own months, those of their chains, and the ones before where they may have put something right."""
    names = {check.month for check in checks} | {_counts_in(check) for check in checks}
    restore_days = {
        month: rule_book_in_force(community_id, month)[1].restore_days for month in {each.month for each in checks}
    }
    names |= {previous_month(f"{check.day:%Y-%m}") for check in checks if check.day.day <= restore_days[check.month]}
    drafts = select(Month).where(Month.community_id == community_id, Month.name.in_(names)).order_by(Month.id)
    for month in session.scalars(drafts):
        if takes_changes(month.state):
            reopen_draft(session, month)


def _counts_in(check: Check) -> str:
    """A late check counts where it was placed; any other in the month of its chain's first check."""
    return check.month if check.late else first_of_chain(check).month
