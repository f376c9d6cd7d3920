"""Households: their code, PIN, people and the openings of their card."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import AccessVisit, AccountHolder, Household, HouseholdAccess, Membership, Person


def household_by_code(code: str) -> Household | None:
    """The household with this normalised code; codes are unique over all communities."""
    return db.session.scalar(select(Household).where(Household.code == code))


def access_of(household: Household) -> HouseholdAccess | None:
    return db.session.scalar(
        select(HouseholdAccess).where(
            HouseholdAccess.community_id == household.community_id,
            HouseholdAccess.household_id == household.id,
        )
    )


def pin_hash_of(household: Household) -> str | None:
    access = access_of(household)
    return access.pin_hash if access else None


def last_visits(household: Household, count: int) -> list[AccessVisit]:
    """The latest openings of this household's card, newest first."""
    return list(
        db.session.scalars(
            select(AccessVisit)
            .where(AccessVisit.community_id == household.community_id, AccessVisit.household_id == household.id)
            .order_by(AccessVisit.id.desc())
            .limit(count)
        )
    )


def holder_name(community_id: int, account_id: int, day: dt.date) -> str:
    """The full name of the head of the household that holds this account; empty when nobody is recorded."""
    return (
        db.session.scalar(
            select(Person.name)
            .join(Membership, Membership.person_id == Person.id)
            .join(AccountHolder, AccountHolder.household_id == Membership.household_id)
            .where(
                AccountHolder.community_id == community_id,
                AccountHolder.account_id == account_id,
                Membership.role == "head",
                Membership.since <= day,
                (Membership.until.is_(None)) | (Membership.until >= day),
            )
            .order_by(AccountHolder.id, Membership.id)
            .limit(1)
        )
        or ""
    )
