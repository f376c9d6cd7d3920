"""Somebody moves into a household: a person who is new here, or one who lived elsewhere in the community."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.domain.imports.written import written_day, written_words
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Household, Membership, Person, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import roster_change, seen_household
from webapp.queries.files import memberships
from webapp.queries.roster_desk import memberships_named, memberships_of

ROLES = ("head", "member", "tenant")
SOMEBODY_NEW = 0


@dataclass(frozen=True, slots=True)
class PersonWords:
    """As they were written; `person` says which of those of the same name it is, or that it is none of them."""

    name: str
    role: str
    since: str
    is_party_member: bool = False
    person: int | None = None


def move_in(actor: User, household_key: int, given: PersonWords, seen: str) -> Membership:
    """Raises RosterRefused, with `same_name` while it is open whether somebody of that name is meant."""
    name, since = written_words(given.name, "name"), written_day(given.since, "since")
    with roster_change(actor) as session:
        home = seen_household(actor, household_key, seen)
        require_role(home, given.role)
        person = _person(session, actor, name, given)
        _leave_others(person, home, since)
        membership = Membership(
            community_id=actor.community_id, household=home, person=person, role=given.role, since=since
        )
        session.add(membership)
        session.flush()
        note_event(session, actor, "moved_in", "household", str(home.id), person=person.id, role=given.role)
    return membership


def require_role(home: Household, role: str, but: int | None = None) -> None:
    """One head at a time; `but` is the membership that gets the role."""
    if role not in ROLES:
        raise RosterRefused("no_role", "role")
    others = [each for each in memberships(home.community_id, [home.id])[home.id] if each.id != but]
    if role == "head" and any(each.role == "head" and each.until is None for each in others):
        raise RosterRefused("two_heads", "role")


def _person(session: Session, actor: User, name: str, given: PersonWords) -> Person:
    same = {each.person_id: each.person for each in memberships_named(actor.community_id, name)}
    if given.person in same:
        return same[given.person]
    if same and given.person != SOMEBODY_NEW:
        raise RosterRefused("same_name", "person")
    person = Person(community_id=actor.community_id, name=name, is_party_member=given.is_party_member)
    session.add(person)
    session.flush()
    return person


def _leave_others(person: Person, home: Household, since: dt.date) -> None:
    """Nobody lives in two households at once."""
    for each in memberships_of(person):
        if each.until is not None and each.until < since:
            continue
        if each.household_id == home.id:
            raise RosterRefused("lives_here", "name")
        if each.since >= since:
            raise RosterRefused("since_too_early", "since")
        each.until = since - dt.timedelta(days=1)
