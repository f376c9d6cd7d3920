"""Households: their code, PIN and the openings of their card."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import AccessVisit, Household, HouseholdAccess


def household_by_code(code: str) -> Household | None:
    """The household with this normalised code; codes are unique over all communities."""
    return db.session.scalar(select(Household).where(Household.code == code))


def household_by_id(community_id: int, key: int) -> Household | None:
    return db.session.scalar(select(Household).where(Household.community_id == community_id, Household.id == key))


def households_by_id(community_id: int, keys: Collection[int]) -> list[Household]:
    return list(
        db.session.scalars(select(Household).where(Household.community_id == community_id, Household.id.in_(keys)))
    )


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


def access_by_household(community_id: int) -> dict[int, HouseholdAccess]:
    found = db.session.scalars(select(HouseholdAccess).where(HouseholdAccess.community_id == community_id))
    return {access.household_id: access for access in found}
