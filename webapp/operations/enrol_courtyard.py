"""A courtyard takes part from a month on; taken back while nothing was checked or credited there."""

from __future__ import annotations

from webapp.domain.calendar_month import next_month
from webapp.domain.imports.written import written_month
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Courtyard, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import (
    differences,
    new_account,
    reopen_from,
    require_open,
    roster_change,
    seen_courtyard,
    this_month,
)
from webapp.queries.files import households_in
from webapp.queries.roster_desk import accounts_of, has_draft_until, has_records


def enrol_courtyard(actor: User, key: int, month: str, seen: str) -> Courtyard:
    """From this month of the calendar at the earliest. Raises RosterRefused."""
    wanted = written_month(month)
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, key, seen)
        if wanted is None or wanted < this_month(actor):
            raise RosterRefused("month_begun", "month")
        require_open(actor, wanted)
        before, after = differences(courtyard, _enrolment(courtyard, wanted))
        accounts = accounts_of(courtyard)
        if not any(each.closed_in is None for each in accounts):
            new_account(session, courtyard, wanted, [home for home in households_in(courtyard) if home.kind == "owner"])
        elif len(accounts) == 1 and accounts[0].opened_in > wanted:
            accounts[0].opened_in = wanted
        reopen_from(session, actor, wanted)
        note_event(session, actor, "courtyard_enrolled", "courtyard", str(key), before=before, after=after)
    return courtyard


def _enrolment(courtyard: Courtyard, month: str) -> dict[str, object]:
    """One span; a new one after a gap only when no month waits that the old one counts in."""
    first, last = courtyard.enrolled_from, courtyard.enrolled_until
    if first is None or (last is None and month < first):
        return {"enrolled_from": month, "enrolled_until": None}
    if last is None or month <= last:
        raise RosterRefused("enrolled_already", "month")
    if month == next_month(last):
        return {"enrolled_until": None}
    if has_draft_until(courtyard.community_id, last):
        raise RosterRefused("earlier_open", "month")
    return {"enrolled_from": month, "enrolled_until": None}


def take_back_enrolment(actor: User, key: int, seen: str) -> Courtyard:
    """As if it had never been asked to take part. Raises RosterRefused."""
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, key, seen)
        first = courtyard.enrolled_from
        if first is None:
            raise RosterRefused("not_enrolled")
        require_open(actor, first)
        if has_records(courtyard, first):
            raise RosterRefused("has_records")
        before, after = differences(courtyard, {"enrolled_from": None, "enrolled_until": None})
        reopen_from(session, actor, first)
        note_event(session, actor, "enrolment_taken_back", "courtyard", str(key), before=before, after=after)
    return courtyard
