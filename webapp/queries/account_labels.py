"""What an account is called: a courtyard's lane and number, a family's address, a person's or a team's name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select

from webapp.extensions import db
from webapp.models import Account, Courtyard, Household, Lane, Membership, Person, Team
from webapp.queries.accounts import holder_names


@dataclass(frozen=True, slots=True)
class AccountLabel:
    """`part` is a lane, a compound or a branch, `name` a door number, an address (else the household's code) or a name.

    `door` is what of it may hang on the board: "" where there is neither number nor address, nor a team's name.
    `holder` is the full name of the head of the household that has the account, "" where there is none. `order` sorts
    accounts of one kind as people read them.
    """

    kind: str
    part: str
    name: str
    door: str
    holder: str
    order: tuple[int, str, str]


def account_label(account: Account, day: dt.date) -> AccountLabel:
    """The words for one account, with its holder on `day`."""
    return account_labels(account.community_id, day, {account.id})[account.id]


def account_labels(community_id: int, day: dt.date, only: Collection[int] | None = None) -> dict[int, AccountLabel]:
    """The words for the community's accounts, or for those with the ids `only`; holders as on `day`."""
    found = _things(community_id)
    if only is not None:
        found = found.where(Account.id.in_(only))
    holders, heads = holder_names(community_id, day, only), _heads(community_id, day, only)
    return {
        row.id: AccountLabel(
            row.kind,
            row.lane or row.group_name or row.household_group or row.team_group or "",
            row.number or row.address or row.code or row.person or row.team or "",
            row.number or row.address or row.team or "",
            holders.get(row.id) or heads.get(row.household_id, ""),
            (row.position or 0, row.sort_key or "", row.address or row.person or row.team or row.code or ""),
        )
        for row in db.session.execute(found)
    }


def _things(community_id: int) -> Select:
    return (
        select(
            Account.id,
            Account.kind,
            Account.group_name,
            Account.household_id,
            Lane.name.label("lane"),
            Lane.position,
            Courtyard.number,
            Courtyard.sort_key,
            Household.address,
            Household.code,
            Household.group_name.label("household_group"),
            Person.name.label("person"),
            Team.name.label("team"),
            Team.group_name.label("team_group"),
        )
        .outerjoin(Courtyard, Courtyard.id == Account.courtyard_id)
        .outerjoin(Lane, Lane.id == Courtyard.lane_id)
        .outerjoin(Household, Household.id == Account.household_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .outerjoin(Team, Team.id == Account.team_id)
        .where(Account.community_id == community_id)
    )


def _heads(community_id: int, day: dt.date, only: Collection[int] | None) -> dict[int, str]:
    """The full name of the head by household, of those that have an account of their own."""
    found = (
        select(Membership.household_id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Account, Account.household_id == Membership.household_id)
        .where(
            Account.community_id == community_id,
            Membership.community_id == community_id,
            Membership.role == "head",
            Membership.since <= day,
            Membership.until.is_(None) | (Membership.until >= day),
        )
        .order_by(Membership.id.desc())
    )
    return dict(db.session.execute(found if only is None else found.where(Account.id.in_(only))).all())
