"""The roster as a file is judged against: courtyards, households and people, with what they have."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from webapp.domain.imports.people import KnownPeople, KnownPerson, KnownTime
from webapp.domain.imports.roster_known import (
    KnownHome,
    KnownMember,
    KnownRoster,
    KnownYard,
    Place,
    flat_place,
    yard_place,
)
from webapp.extensions import db
from webapp.models import (
    Account,
    AccountHolder,
    Courtyard,
    Grid,
    Household,
    Lane,
    Membership,
    Person,
    Team,
    TeamMember,
)


def known_roster(community_id: int, today: dt.date) -> KnownRoster:
    grids = db.session.execute(select(Grid.name, Grid.code).where(Grid.community_id == community_id)).all()
    lanes = db.session.scalars(select(Lane.name).where(Lane.community_id == community_id).order_by(Lane.position))
    return KnownRoster(
        today=today,
        lanes=list(lanes),
        grids={**dict(grids), **{code: code for _, code in grids}},
        yards={(yard.lane, yard.number): yard for yard in _yards(community_id)},
        homes=_homes(community_id),
    )


def _yards(community_id: int) -> list[KnownYard]:
    held = select(AccountHolder.id).where(
        AccountHolder.community_id == community_id,
        AccountHolder.account_id == Account.id,
        Account.courtyard_id == Courtyard.id,
        Account.closed_in.is_(None),
    )
    rows = db.session.execute(
        select(Courtyard, Lane.name, Grid.code, held.exists())
        .join(Lane, Lane.id == Courtyard.lane_id)
        .join(Grid, Grid.id == Courtyard.grid_id)
        .where(Courtyard.community_id == community_id, Courtyard.is_void.is_(False))
        .order_by(Lane.position, Lane.id, Courtyard.sort_key)
    )
    return [
        KnownYard(
            yard.id,
            lane,
            yard.number,
            grid,
            yard.enrolled_from,
            yard.enrolled_until,
            yard.is_party_centre,
            has_holder,
        )
        for yard, lane, grid, has_holder in rows
    ]


def _homes(community_id: int) -> list[KnownHome]:
    rows = db.session.execute(
        select(Household, Courtyard.number, Lane.name)
        .outerjoin(Courtyard, Courtyard.id == Household.courtyard_id)
        .outerjoin(Lane, Lane.id == Courtyard.lane_id)
        .where(Household.community_id == community_id)
        .order_by(Household.id)
    )
    homes = {
        home.id: KnownHome(home.id, home.code, _place(home, lane, number), home.kind, home.in_difficulty)
        for home, number, lane in rows
    }
    for home, team in db.session.execute(_teams_of_homes(community_id)):
        homes[home].team = team
    members = db.session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.community_id == community_id)
        .order_by(Membership.id)
    )
    for membership, person in members:
        homes[membership.household_id].members.append(
            KnownMember(
                membership.id,
                person.id,
                person.name,
                membership.role,
                person.is_party_member,
                membership.since,
                membership.until,
            )
        )
    return list(homes.values())


def _teams_of_homes(community_id: int) -> Select:
    """Household and the name of the team that its own account rolls up to."""
    of_team = aliased(Account)
    return (
        select(Account.household_id, Team.name)
        .join(of_team, of_team.id == Account.parent_id)
        .join(Team, Team.id == of_team.team_id)
        .where(Account.community_id == community_id, Account.household_id.is_not(None), Account.closed_in.is_(None))
    )


def _place(home: Household, lane: str | None, number: str | None) -> Place:
    return yard_place(lane, number) if lane and number else flat_place(home.group_name, home.address)


def known_people(community_id: int, today: dt.date) -> KnownPeople:
    people = {
        person.id: KnownPerson(person.id, person.name, person.is_party_member)
        for person in db.session.scalars(select(Person).where(Person.community_id == community_id).order_by(Person.id))
    }
    for home in _homes(community_id):
        for member in home.members:
            if member.until is None or member.until >= today:
                people[member.person].homes.append((home.code, home.place))
    for person, times in _times(community_id).items():
        people[person].times = times
    accounts = select(Account.person_id, Account.group_name).where(
        Account.community_id == community_id, Account.kind == "person", Account.closed_in.is_(None)
    )
    for key, branch in db.session.execute(accounts):
        if key is not None:
            people[key].branch, people[key].has_account = branch, True
    teams = db.session.execute(select(Team.group_name, Team.name).where(Team.community_id == community_id))
    return KnownPeople(today, list(people.values()), {(branch, name) for branch, name in teams})


def _times(community_id: int) -> dict[int, list[KnownTime]]:
    rows = db.session.execute(
        select(TeamMember, Team.group_name, Team.name)
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.community_id == community_id)
        .order_by(TeamMember.id)
    )
    times: dict[int, list[KnownTime]] = defaultdict(list)
    for member, branch, name in rows:
        times[member.person_id].append(KnownTime(member.id, (branch, name), member.since, member.until))
    return times
