"""Somebody moves out or dies; taken back when it was a mistake."""

from __future__ import annotations

from webapp.domain.imports.written import written_day
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Membership, User
from webapp.operations.move_in import require_role
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import roster_change, seen_membership
from webapp.queries.roster_desk import memberships_of


def move_out(actor: User, key: int, until: str, seen: str) -> Membership:
    """The last day there. Raises RosterRefused."""
    last = written_day(until, "until")
    with roster_change(actor) as session:
        membership = seen_membership(actor, key, seen)
        if membership.until is not None:
            raise RosterRefused("left_already")
        if last < membership.since:
            raise RosterRefused("until_before_since", "until")
        membership.until = last
        home, person = membership.household_id, membership.person_id
        note_event(session, actor, "moved_out", "household", str(home), person=person)
    return membership


def take_back_moving_out(actor: User, key: int, seen: str) -> Membership:
    """Raises RosterRefused when the person, or another head, lives elsewhere or there by now."""
    with roster_change(actor) as session:
        membership = seen_membership(actor, key, seen)
        if membership.until is None:
            raise RosterRefused("not_left")
        require_role(membership.household, membership.role, membership.id)
        others = [each for each in memberships_of(membership.person) if each.id != membership.id]
        if any(each.until is None or each.until > membership.until for each in others):
            raise RosterRefused("lives_elsewhere")
        membership.until = None
        home, person = membership.household_id, membership.person_id
        note_event(session, actor, "moving_out_taken_back", "household", str(home), person=person)
    return membership
