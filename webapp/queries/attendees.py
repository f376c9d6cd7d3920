"""Everybody who can be signed in at an activity, with the account that is credited."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp.domain.imports.attendees import Attendee
from webapp.domain.rules.accounts import Subject
from webapp.domain.rules.book import RuleBook
from webapp.extensions import db
from webapp.models import Account, AccountHolder, Courtyard, Household, Lane, Membership, Person, Team
from webapp.queries.accounts import accounts_in


def attendees(community_id: int, day: dt.date, book: RuleBook) -> list[Attendee]:
    """Whole courtyards and teams first, then people by name; only who has an account on that day."""
    kinds = [book.subject, *([book.roll_up.to] if book.roll_up else [])]
    accounts = {kind: _by_thing(community_id, f"{day:%Y-%m}", kind) for kind in kinds}
    return [
        *_courtyards(community_id, accounts.get(Subject.COURTYARD, {})),
        *_teams(community_id, accounts.get(Subject.TEAM, {})),
        *_people(community_id, day, accounts, kinds),
    ]


def _by_thing(community_id: int, month: str, kind: str) -> dict[int, int]:
    """By courtyard, household, person or team: its account."""
    accounts = accounts_in(community_id, month, kind)
    if kind == Subject.COURTYARD:
        return {row.courtyard_id: row.id for row in accounts if row.courtyard_id is not None}
    column = getattr(Account, f"{kind}_id")
    keys = [row.id for row in accounts]
    found = db.session.execute(
        select(column, Account.id).where(Account.community_id == community_id, Account.id.in_(keys))
    )
    return dict(found.all())


def _courtyards(community_id: int, accounts: dict[int, int]) -> list[Attendee]:
    """For the household that holds it, the first of several."""
    if not accounts:
        return []
    held = (AccountHolder.community_id == community_id) & (AccountHolder.account_id == Account.id)
    rows = db.session.execute(
        select(Account.id, AccountHolder.household_id, Lane.name, Courtyard.number)
        .join(Courtyard, Courtyard.id == Account.courtyard_id)
        .join(Lane, Lane.id == Courtyard.lane_id)
        .outerjoin(AccountHolder, held)
        .where(Account.community_id == community_id, Account.id.in_(accounts.values()))
        .order_by(Lane.position, Lane.id, Courtyard.sort_key, AccountHolder.id)
    )
    found: dict[int, Attendee] = {}
    for key, household, lane, number in rows:
        found.setdefault(key, Attendee(key, household, None, "", lane + number, number))
    return list(found.values())


def _teams(community_id: int, accounts: dict[int, int]) -> list[Attendee]:
    if not accounts:
        return []
    rows = db.session.execute(
        select(Team.id, Team.group_name, Team.name)
        .where(Team.community_id == community_id, Team.id.in_(accounts))
        .order_by(Team.group_name, Team.name)
    )
    return [Attendee(accounts[key], None, None, name, group) for key, group, name in rows]


def _people(community_id: int, day: dt.date, accounts: dict[Subject, dict[int, int]], kinds) -> list[Attendee]:
    rows = db.session.execute(
        select(
            Person.id,
            Person.name,
            Household.id,
            Household.courtyard_id,
            Household.address,
            Household.group_name,
            Lane.name,
            Courtyard.number,
        )
        .join(Membership, Membership.person_id == Person.id)
        .join(Household, Household.id == Membership.household_id)
        .outerjoin(Courtyard, Courtyard.id == Household.courtyard_id)
        .outerjoin(Lane, Lane.id == Courtyard.lane_id)
        .where(
            Person.community_id == community_id,
            Membership.community_id == community_id,
            Membership.since <= day,
            Membership.until.is_(None) | (Membership.until >= day),
        )
        .order_by(Person.name, Person.id, Membership.id)
    )
    found: dict[int, Attendee] = {}
    for person, name, home, yard, address, group, lane, number in rows:
        things = {Subject.COURTYARD: yard, Subject.HOUSEHOLD: home, Subject.PERSON: person}
        credited = [accounts[kind].get(things.get(kind) or 0) for kind in kinds if kind in things]
        account = next((each for each in credited if each is not None), None)
        if account is not None:
            place = lane + number if number else f"{group}{address}"
            found[person] = Attendee(account, home, person, name, place, number or "")
    return list(found.values())
