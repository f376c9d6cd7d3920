"""What an account is called: a courtyard's lane and number, a family's address, a person's or a team's name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Row, Select, func, literal, select, union
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.models import Account, AccountHolder, Courtyard, Household, Lane, Membership, Person, Team

Head = aliased(Person)


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
    found = _things(community_id, day)
    if only is not None:
        found = found.where(Account.id.in_(only))
    labels: dict[int, AccountLabel] = {}
    for row in db.session.execute(found):
        if row.id not in labels or not labels[row.id].holder:
            labels[row.id] = _label(row)
    return labels


def _label(row: Row) -> AccountLabel:
    return AccountLabel(
        row.kind,
        row.lane or row.group_name or row.household_group or row.team_group or "",
        row.number or row.address or row.code or row.person or row.team or "",
        row.number or row.address or row.team or "",
        row.holder or "",
        (row.position or 0, row.sort_key or "", row.address or row.person or row.team or row.code or ""),
    )


def parts_of(community_id: int) -> list[str]:
    """Lanes, then the compounds and branches that have accounts of their own."""
    lanes = select(literal(0).label("kind"), Lane.position, Lane.id, Lane.name).where(Lane.community_id == community_id)
    groups = (func.nullif(each.group_name, "") for each in (Account, Household, Team))
    others = (
        select(literal(1), literal(0), literal(0), func.coalesce(*groups, ""))
        .select_from(Account)
        .outerjoin(Household, Household.id == Account.household_id)
        .outerjoin(Team, Team.id == Account.team_id)
        .where(Account.community_id == community_id, Account.courtyard_id.is_(None))
    )
    rows = db.session.execute(union(lanes, others).order_by("kind", "position", "id", "name"))
    return list(dict.fromkeys(row.name for row in rows if row.name))


def _things(community_id: int, day: dt.date) -> Select:
    """A row for each account and each head of the household that holds it, or whose it is; who goes by comes first."""
    held = (AccountHolder.community_id == community_id) & (AccountHolder.account_id == Account.id)
    heads = (
        (Membership.community_id == community_id)
        & (Membership.household_id == func.coalesce(AccountHolder.household_id, Account.household_id))
        & (Membership.role == "head")
        & (Membership.since <= day)
        & (Membership.until.is_(None) | (Membership.until >= day))
    )
    return (
        select(
            Account.id,
            Account.kind,
            Account.group_name,
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
            Head.name.label("holder"),
        )
        .outerjoin(Courtyard, Courtyard.id == Account.courtyard_id)
        .outerjoin(Lane, Lane.id == Courtyard.lane_id)
        .outerjoin(Household, Household.id == Account.household_id)
        .outerjoin(Person, Person.id == Account.person_id)
        .outerjoin(Team, Team.id == Account.team_id)
        .outerjoin(AccountHolder, held)
        .outerjoin(Membership, heads)
        .outerjoin(Head, Head.id == Membership.person_id)
        .where(Account.community_id == community_id)
        .order_by(Account.id, AccountHolder.id, Membership.id)
    )
