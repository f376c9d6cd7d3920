"""Accounts of families at an address, of persons, of teams."""

from __future__ import annotations

import datetime as dt
from itertools import count

from webapp.extensions import db
from webapp.models import Account, Community, Household, Membership, Person, Team

_numbers = count(1)
SINCE = dt.date(2020, 1, 1)


def make_family(community: Community, address: str, head: str, compound: str = "梅园小区") -> Household:
    """A family at an address of a compound, without a courtyard; its head is its only person."""
    household = Household(
        community_id=community.id,
        code=f"F{next(_numbers):07d}",
        kind="registered",
        address=address,
        group_name=compound,
    )
    person = Person(community_id=community.id, name=head)
    db.session.add_all([household, person])
    db.session.flush()
    db.session.add(
        Membership(community_id=community.id, household_id=household.id, person_id=person.id, role="head", since=SINCE)
    )
    db.session.commit()
    return household


def head_of(household: Household) -> Person:
    return db.session.query(Person).join(Membership).filter(Membership.household_id == household.id).first()


def make_team(community: Community, name: str, branch: str = "第一支部") -> Team:
    team = Team(community_id=community.id, name=name, group_name=branch)
    db.session.add(team)
    db.session.commit()
    return team


def open_account(of: Household | Person | Team, parent: Account | None = None, group: str = "") -> Account:
    """An account of what is given, since 2020."""
    kind = {Household: "household", Person: "person", Team: "team"}[type(of)]
    account = Account(
        community_id=of.community_id,
        kind=kind,
        opened_in="2020-01",
        parent_id=parent.id if parent else None,
        group_name=group,
        **{f"{kind}_id": of.id},
    )
    db.session.add(account)
    db.session.commit()
    return account
