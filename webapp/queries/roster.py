"""What the administrator sees: counts of the roster, people who sign in, their phones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.extensions import db
from webapp.models import Courtyard, Device, Grid, Household, Person, User
from webapp.models.types import OfCommunity


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """How many of each the community has; party members are among the people."""

    courtyards: int
    grids: int
    households: int
    tenants: int
    people: int
    party_members: int


def roster_counts(community_id: int) -> RosterCounts:
    """All of them in one statement."""

    def count(model: type[OfCommunity], *conditions: Any) -> ScalarSelect[int]:
        counted = select(func.count()).select_from(model).where(model.community_id == community_id, *conditions)
        return counted.scalar_subquery()

    counts = (
        count(Courtyard, Courtyard.is_void.is_(False)),
        count(Grid),
        count(Household, Household.kind != "tenant"),
        count(Household, Household.kind == "tenant"),
        count(Person),
        count(Person, Person.is_party_member),
    )
    return RosterCounts(*db.session.execute(select(*counts)).one())


def users_of(community_id: int) -> list[User]:
    """With their roles."""
    found = select(User).where(User.community_id == community_id).order_by(User.username)
    return list(db.session.scalars(found.options(selectinload(User.roles))))


def courtyards_of(community_id: int) -> list[Courtyard]:
    """Every courtyard of the community, by grid and walking order."""
    there = Courtyard.community_id == community_id, Courtyard.is_void.is_(False)
    found = select(Courtyard).where(*there).options(joinedload(Courtyard.lane))
    return list(db.session.scalars(found.order_by(Courtyard.grid_id, Courtyard.walk_position)))


def devices_of(community_id: int) -> list[Device]:
    """All phones, those in use first."""
    return list(
        db.session.scalars(
            select(Device)
            .where(Device.community_id == community_id)
            .order_by(Device.revoked_at.is_not(None), Device.last_seen_at.desc().nulls_last(), Device.id)
            .options(joinedload(Device.user))
        )
    )


def device_by_public_id(community_id: int, public_id: str) -> Device | None:
    return db.session.scalar(select(Device).where(Device.community_id == community_id, Device.public_id == public_id))
