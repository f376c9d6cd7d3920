"""What a household claims, and what became of it and of other deeds that are credited to it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, func, select

from webapp.extensions import db
from webapp.models import Deed, DeedPhoto, Household, Membership, Person
from webapp.queries.deed_desk import SHOWN
from webapp.queries.deeds import ACCEPTED, REFUSED, WAITING


def claim_by_token(community_id: int, token: str) -> Deed | None:
    return db.session.scalar(select(Deed).where(Deed.community_id == community_id, Deed.token == token))


def count_of_open_claims(household: Household) -> Select[int]:
    return select(func.count(Deed.id)).where(
        Deed.community_id == household.community_id, Deed.claimed_by == household.id, Deed.state == WAITING
    )


def count_open_claims(household: Household) -> int:
    """How many of its claims nobody has decided on."""
    return db.session.scalar(count_of_open_claims(household)) or 0


def belongs_to(household: Household, person: int, day: dt.date) -> bool:
    """Whether the person is one of the household's on that day."""
    found = select(Membership.id).where(
        Membership.community_id == household.community_id,
        Membership.household_id == household.id,
        Membership.person_id == person,
        Membership.since <= day,
        Membership.until.is_(None) | (Membership.until >= day),
    )
    return db.session.scalar(found.limit(1)) is not None


def claims_of(household: Household, most: int = 50) -> list[Deed]:
    """What the household claimed itself, the newest first, with photos."""
    found = select(Deed).where(Deed.community_id == household.community_id, Deed.claimed_by == household.id)
    return list(db.session.scalars(found.order_by(Deed.id.desc()).limit(most).options(*SHOWN)))


def claim_of(household: Household, key: int) -> Deed | None:
    """One of the household's own claims."""
    found = select(Deed).where(
        Deed.community_id == household.community_id, Deed.id == key, Deed.claimed_by == household.id
    )
    return db.session.scalar(found.options(*SHOWN))


def people_of(household: Household, day: dt.date) -> list[Person]:
    """Who belongs to the household on that day, its head first."""
    found = (
        select(Person)
        .join(Membership, (Membership.person_id == Person.id) & (Membership.community_id == Person.community_id))
        .where(
            Person.community_id == household.community_id,
            Membership.household_id == household.id,
            Membership.since <= day,
            Membership.until.is_(None) | (Membership.until >= day),
        )
        .order_by(Membership.role != "head", Membership.since, Membership.id)
    )
    return list(dict.fromkeys(db.session.scalars(found)))


def is_cut_or_refused(deed: Deed) -> bool:
    """Whether it was refused, or credited with less than was asked for."""
    return deed.state == REFUSED or (deed.state == ACCEPTED and deed.asked_points is not None)


def has_deed_photo(community_id: int, deed: int, sha256: str) -> bool:
    found = select(DeedPhoto.id).where(
        DeedPhoto.community_id == community_id, DeedPhoto.deed_id == deed, DeedPhoto.sha256 == sha256
    )
    return db.session.scalar(found) is not None
