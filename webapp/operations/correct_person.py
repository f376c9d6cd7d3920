"""Correct a person's name, what they are in their household, since when, and whether they are a party member."""

from __future__ import annotations

from webapp.domain.imports.written import written_day, written_words
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Membership, User
from webapp.operations.move_in import PersonWords, require_role
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import differences, roster_change, seen_membership


def correct_person(actor: User, key: int, given: PersonWords, seen: str) -> Membership:
    """Raises RosterRefused. The trail says which fields, never a name."""
    name, since = written_words(given.name, "name"), written_day(given.since, "since")
    with roster_change(actor) as session:
        membership = seen_membership(actor, key, seen)
        if membership.until is not None and membership.until < since:
            raise RosterRefused("until_before_since", "since")
        if given.role != membership.role:
            require_role(membership.household, given.role, membership.id)
        person = membership.person
        changed, _ = differences(person, {"name": name, "is_party_member": given.is_party_member})
        moved, _ = differences(membership, {"role": given.role, "since": since})
        if changed or moved:
            fields = sorted([*changed, *moved])
            home = str(membership.household_id)
            note_event(session, actor, "person_corrected", "household", home, person=person.id, fields=fields)
    return membership
