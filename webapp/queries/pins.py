"""Which households have a PIN and which have none, and what stands on a slip beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from webapp.extensions import db
from webapp.models import AccessVisit, Courtyard, Household, HouseholdAccess, Lane, Membership, Person

OPENED = ("pin", "kept")


@dataclass(frozen=True, slots=True)
class PinCounts:
    """Of the households that live here; `unused` have a PIN and never opened their card with it."""

    without: int
    unused: int
    used: int


def households_without_pin(community_id: int, month: str, *, unused_too: bool) -> list[Household]:
    """Who lives here in `month` and has none, by lane and number; with `unused_too` also who never used theirs."""
    wanted = HouseholdAccess.id.is_(None)
    rows = (
        select(Household)
        .outerjoin(Household.courtyard)
        .outerjoin(Courtyard.lane)
        .outerjoin(HouseholdAccess, _own(HouseholdAccess))
        .options(contains_eager(Household.courtyard).contains_eager(Courtyard.lane))
        .where(Household.community_id == community_id, _lives_here(month), wanted | ~_used() if unused_too else wanted)
        .order_by(Lane.position, Lane.id, Courtyard.sort_key, Household.group_name, Household.address, Household.id)
    )
    return list(db.session.scalars(rows))


def pin_counts(community_id: int, month: str) -> PinCounts:
    of = (Household.community_id == community_id, _lives_here(month))
    having = select(func.count(Household.id)).join(HouseholdAccess, _own(HouseholdAccess)).where(*of)
    alltogether = select(func.count(Household.id)).where(*of).scalar_subquery()
    counted = select(alltogether, having.scalar_subquery(), having.where(_used()).scalar_subquery())
    total, having_one, used = db.session.execute(counted).one()
    return PinCounts(total - having_one, having_one - used, used)


def heads_of(community_id: int, day: dt.date) -> dict[int, str]:
    """The full name of the head on `day`, by household; of one without a head, as a tenant's, of who came first."""
    people = _people(community_id, day).add_columns(Membership.household_id)
    rows = db.session.execute(people.order_by(Membership.role == "head", Membership.id.desc()))
    return {household: name for name, household in rows}


class AtCounter(NamedTuple):
    """A household with its place and PIN, and the name that `heads_of` gives it."""

    household: Household
    head: str


def household_at_counter(community_id: int, key: int, day: dt.date) -> AtCounter | None:
    people = _people(community_id, day).where(Membership.household_id == Household.id)
    head = people.order_by(Membership.role != "head", Membership.id).limit(1).correlate(Household).scalar_subquery()
    row = db.session.execute(
        select(Household, head)
        .where(Household.community_id == community_id, Household.id == key)
        .options(joinedload(Household.courtyard).joinedload(Courtyard.lane), joinedload(Household.access))
    ).first()
    return AtCounter(row[0], row[1] or "") if row else None


def _people(community_id: int, day: dt.date) -> Select[str]:
    return (
        select(Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.community_id == community_id,
            Membership.since <= day,
            Membership.until.is_(None) | (Membership.until >= day),
        )
    )


def households_at(community_id: int, courtyards: list[int]) -> list[Household]:
    """Who lives in these courtyards, the owner first."""
    rows = (
        select(Household)
        .join(Household.courtyard)
        .join(Courtyard.lane)
        .options(contains_eager(Household.courtyard).contains_eager(Courtyard.lane))
        .where(Household.community_id == community_id, Household.courtyard_id.in_(courtyards))
        .order_by(Lane.position, Lane.id, Courtyard.sort_key, Household.kind != "owner", Household.id)
    )
    return list(db.session.scalars(rows))


def _own(of: type[HouseholdAccess]) -> ColumnElement[bool]:
    return (of.community_id == Household.community_id) & (of.household_id == Household.id)


def _used() -> ColumnElement[bool]:
    """Somebody opened the card with the PIN that holds now."""
    return exists().where(
        AccessVisit.community_id == Household.community_id,
        AccessVisit.household_id == Household.id,
        AccessVisit.way.in_(OPENED),
        AccessVisit.at >= HouseholdAccess.set_at,
    )


def _lives_here(month: str) -> ColumnElement[bool]:
    """Not all of its people moved out before the month; one without people is only not known yet."""
    of_it = (Membership.community_id == Household.community_id) & (Membership.household_id == Household.id)
    stays = Membership.until.is_(None) | (Membership.until >= dt.date.fromisoformat(f"{month}-01"))
    return ~exists().where(of_it) | exists().where(of_it, stays)
