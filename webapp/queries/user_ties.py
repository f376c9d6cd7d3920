"""Who a user is in the roster, and which courtyards they keep out of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, select

from webapp.extensions import db
from webapp.models import Courtyard, Household, Lane, Membership, Person, Recusal, User

MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody of the roster, and where they live."""

    person: Person
    lane: str
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class RecusedYard:
    """A courtyard that is recorded for relatives."""

    recusal: Recusal
    lane: str
    number: str


def residents_named(community_id: int, text: str, day: dt.date) -> list[Resident]:
    """Whose name begins with the text, with where they live on that day; at most MOST_FOUND."""
    wanted = Person.name.startswith(text, autoescape=True)
    found = db.session.execute(_residents(community_id, day).where(wanted).order_by(Person.name, Person.id))
    return [_resident(row) for row in found.fetchmany(MOST_FOUND)]


def resident_of(user: User, day: dt.date) -> list[Resident]:
    """The user's own person, once for each household it belongs to."""
    if user.person_id is None:
        return []
    return [
        _resident(row)
        for row in db.session.execute(_residents(user.community_id, day).where(Person.id == user.person_id))
    ]


def person_by_key(community_id: int, key: int) -> Person | None:
    return db.session.scalar(select(Person).where(Person.community_id == community_id, Person.id == key))


def user_of_person(community_id: int, person_id: int) -> User | None:
    return db.session.scalar(select(User).where(User.community_id == community_id, User.person_id == person_id))


def recused_yards(user: User) -> list[RecusedYard]:
    """Those recorded, by lane and number."""
    found = db.session.execute(
        select(Recusal, Lane.name, Courtyard.number)
        .join(Courtyard, Courtyard.id == Recusal.courtyard_id)
        .join(Lane, Lane.id == Courtyard.lane_id)
        .where(Recusal.community_id == user.community_id, Recusal.user_id == user.id)
        .order_by(Lane.position, Courtyard.sort_key)
    )
    return [RecusedYard(*row) for row in found]


def recusal_of(user: User, courtyard_id: int) -> Recusal | None:
    return db.session.scalar(
        select(Recusal).where(
            Recusal.community_id == user.community_id,
            Recusal.user_id == user.id,
            Recusal.courtyard_id == courtyard_id,
        )
    )


def courtyard_by_key(community_id: int, key: int) -> Courtyard | None:
    return db.session.scalar(select(Courtyard).where(Courtyard.community_id == community_id, Courtyard.id == key))


def _residents(community_id: int, day: dt.date) -> Select:
    lives = (
        (Membership.person_id == Person.id)
        & (Membership.community_id == community_id)
        & (Membership.since <= day)
        & (Membership.until.is_(None) | (Membership.until >= day))
    )
    return (
        select(Person, Lane.name, Courtyard.number, Household.address)
        .outerjoin(Membership, lives)
        .outerjoin(Household, Household.id == Membership.household_id)
        .outerjoin(Courtyard, Courtyard.id == Household.courtyard_id)
        .outerjoin(Lane, Lane.id == Courtyard.lane_id)
        .where(Person.community_id == community_id)
    )


def _resident(row) -> Resident:
    person, lane, number, address = row
    return Resident(person, lane or "", number or "", address or "")
