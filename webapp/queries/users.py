"""Users, their grids and what they may not judge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import BindParameter, CompoundSelect, Select, null, select, union_all

from webapp.extensions import db
from webapp.models import Account, Assignment, Grid, Membership, Recusal, User
from webapp.models.household import Household


def user_by_name(username: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == username, User.active))


def grids_of(user: User, day: dt.date) -> list[Grid]:
    """The grids this inspector walks on `day`, by code."""
    return list(
        db.session.scalars(
            select(Grid)
            .join(Assignment, Assignment.grid_id == Grid.id)
            .where(
                Assignment.community_id == user.community_id,
                Assignment.user_id == user.id,
                Assignment.since <= day,
                (Assignment.until.is_(None)) | (Assignment.until >= day),
            )
            .order_by(Grid.code)
        )
    )


def recused_courtyards(user: User, day: dt.date) -> set[int]:
    """回避: ids of the user's own courtyards and of those recorded for relatives."""
    return recused_on(user.community_id, [user.id], {day})[user.id]


def recused_on(community_id: int, users: Collection[int], days: Collection[dt.date]) -> dict[int, set[int]]:
    """回避 of several people, by user: on any of the days."""
    found: dict[int, set[int]] = {user: set() for user in users}
    for user, courtyard, since, until in db.session.execute(recusals(community_id, list(found))):
        if any(is_within(day, since, until) for day in days):
            found[user].add(courtyard)
    return found


def recused_accounts(user: User, day: dt.date) -> set[int]:
    """回避: ids of the accounts of one's own person, of the family one belongs to on `day`, and of its people."""
    if user.person_id is None:
        return set()
    own = _belongs(day, select(Membership.household_id).where(Membership.person_id == user.person_id))
    family = _belongs(day, select(Membership.person_id).where(Membership.household_id.in_(own)))
    return set(
        db.session.scalars(
            select(Account.id).where(
                Account.community_id == user.community_id,
                Account.household_id.in_(own) | Account.person_id.in_(family) | (Account.person_id == user.person_id),
            )
        )
    )


def _belongs(day: dt.date, memberships: Select) -> Select:
    return memberships.where(Membership.since <= day, Membership.until.is_(None) | (Membership.until >= day))


def recusals(
    community_id: int | BindParameter, users: Collection[int] | BindParameter[Collection[int]]
) -> CompoundSelect:
    """Rows of user, courtyard, first and last day: one's own as long as one lives there, those recorded always.

    Of a courtyard that was split or merged also what it was before: its earlier checks are one's own, too.
    """
    own, before = (
        select(User.id, courtyard, Membership.since, Membership.until)
        .join(Membership, Membership.person_id == User.person_id)
        .join(Household, Household.id == Membership.household_id)
        .where(Membership.community_id == community_id, User.community_id == community_id, User.id.in_(users))
        .where(courtyard.is_not(None))
        for courtyard in (Household.courtyard_id, Household.moved_from_id)
    )
    recorded = select(Recusal.user_id, Recusal.courtyard_id, null(), null()).where(
        Recusal.community_id == community_id, Recusal.user_id.in_(users)
    )
    return union_all(own, before, recorded)


def is_within(day: dt.date, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether a day lies between two, both included; None is without end."""
    return (since is None or since <= day) and (until is None or day <= until)
