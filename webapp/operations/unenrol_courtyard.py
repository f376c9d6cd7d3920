"""A courtyard takes no part any more from a month on: not patrolled, not scored, not published."""

from __future__ import annotations

from webapp.domain.calendar_month import previous_month
from webapp.domain.imports.written import written_month
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Courtyard, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import differences, roster_change, seen_courtyard, this_month
from webapp.queries.roster_desk import has_records


def unenrol_courtyard(actor: User, key: int, month: str, seen: str) -> Courtyard:
    """From the next month of the calendar at the earliest; the one that runs goes on. Raises RosterRefused."""
    wanted = written_month(month)
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, key, seen)
        if wanted is None or wanted <= this_month(actor):
            raise RosterRefused("month_runs", "month")
        if not courtyard.enrolled_from or (courtyard.enrolled_until or wanted) < wanted:
            raise RosterRefused("not_enrolled")
        before, after = end_enrolment(courtyard, wanted)
        note_event(session, actor, "courtyard_unenrolled", "courtyard", str(key), before=before, after=after)
    return courtyard


def end_enrolment(courtyard: Courtyard, month: str) -> tuple[dict[str, object], dict[str, object]]:
    """What differs; one that would have begun in `month` or later never begins. Raises RosterRefused."""
    if has_records(courtyard, month):
        raise RosterRefused("has_records", "month")
    first, last = courtyard.enrolled_from, previous_month(month)
    if first is None or first > last:
        return differences(courtyard, {"enrolled_from": None, "enrolled_until": None})
    return differences(courtyard, {"enrolled_until": min(courtyard.enrolled_until or last, last)})
