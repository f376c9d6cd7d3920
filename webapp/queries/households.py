"""Households: their code, PIN and the openings of their card."""

from __future__ import annotations

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import AccessVisit, Household, HouseholdAccess


def household_by_code(code: str) -> Household | None:
    """The household with this normalised code; codes are unique over all communities."""
    return db.session.scalar(select(Household).where(Household.code == code))


def household_by_id(community_id: int, key: int) -> Household | None:
    return db.session.scalar(select(Household).where(Household.community_id == community_id, Household.id == key))


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
