"""Add a household to a courtyard, with its head."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.domain.imports.rows import KINDS
from webapp.domain.imports.written import written_day, written_words
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import AccountHolder, Courtyard, Household, Membership, Person, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import new_code, roster_change, seen_courtyard
from webapp.queries.roster_desk import holding, open_account


@dataclass(frozen=True, slots=True)
class HomeWords:
    """As they were written."""

    kind: str
    name: str
    since: str
    in_difficulty: bool = False
    is_party_member: bool = False


def add_household(actor: User, courtyard_key: int, given: HomeWords, seen: str) -> Household:
    """An owner holds the courtyard's account, if nobody does. Raises RosterRefused."""
    name, since = written_words(given.name, "name"), written_day(given.since, "since")
    if given.kind not in KINDS:
        raise RosterRefused("no_kind", "kind")
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, courtyard_key, seen)
        account = open_account(courtyard)
        if given.kind == "owner" and (account is None or holding(account)):
            raise RosterRefused("owner_taken", "kind")
        home = make_household(session, courtyard, given.kind, Head(name, since, given.is_party_member))
        home.in_difficulty = given.in_difficulty
        if given.kind == "owner" and account is not None:
            session.add(AccountHolder(community_id=actor.community_id, account_id=account.id, household=home))
        note_event(
            session, actor, "household_added", "household", str(home.id), courtyard=courtyard.id, kind=given.kind
        )
    return home


@dataclass(frozen=True, slots=True)
class Head:
    """Whom a household is named by."""

    name: str
    since: dt.date
    is_party_member: bool = False


def make_household(session: Session, courtyard: Courtyard, kind: str, head: Head) -> Household:
    of = {"community_id": courtyard.community_id}
    home = Household(**of, courtyard=courtyard, code=new_code(), kind=kind)
    person = Person(**of, name=head.name, is_party_member=head.is_party_member)
    session.add_all([home, person, Membership(**of, household=home, person=person, role="head", since=head.since)])
    session.flush()
    return home
