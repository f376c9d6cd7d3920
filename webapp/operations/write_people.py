"""Write what a judged file of people asks for: people, teams, their times in them, and an account for each."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.imports.people import PeoplePlan, Someone, TeamName
from webapp.models import Account, Membership, Person, Team, TeamMember


def write_people(session: Session, community_id: int, plan: PeoplePlan, month: str) -> None:
    """A person's points count on the team's account, else on that of a family that has one."""
    teams = _teams(session, community_id, plan, month)
    people: dict[str, Person] = {}
    for someone in plan.people:
        person = _person(session, community_id, someone, people)
        team = teams[someone.team] if someone.team else None
        if team is not None:
            _time(session, community_id, someone, person, team)
        _account(session, community_id, someone, person, team, month)
        session.flush()


def _teams(session: Session, community_id: int, plan: PeoplePlan, month: str) -> dict[TeamName, Team]:
    """All teams of the community; each has an account."""
    for branch, name in plan.teams:
        team = Team(community_id=community_id, name=name, group_name=branch)
        session.add(team)
        session.flush()
        session.add(
            Account(community_id=community_id, kind="team", team_id=team.id, group_name=branch, opened_in=month)
        )
    session.flush()
    found = session.scalars(select(Team).where(Team.community_id == community_id))
    return {(team.group_name, team.name): team for team in found}


def _person(session: Session, community_id: int, someone: Someone, people: dict[str, Person]) -> Person:
    """Somebody new may stand in several rows: then it is one person."""
    if someone.known is not None:
        person = session.get_one(Person, someone.known.key)
    elif someone.name in people:
        person = people[someone.name]
    else:
        person = people[someone.name] = Person(community_id=community_id, name=someone.name, is_party_member=False)
        session.add(person)
        session.flush()
    if someone.party_member is not None:
        person.is_party_member = someone.party_member
    return person


def _time(session: Session, community_id: int, someone: Someone, person: Person, team: Team) -> None:
    if someone.time is None:
        time = TeamMember(community_id=community_id, team_id=team.id, person_id=person.id)
        session.add(time)
    else:
        time = session.get_one(TeamMember, someone.time.key)
    time.since, time.until = someone.since, someone.until or (someone.time.until if someone.time else None)


def _account(
    session: Session, community_id: int, someone: Someone, person: Person, team: Team | None, month: str
) -> None:
    account = session.scalar(
        select(Account).where(
            Account.community_id == community_id, Account.person_id == person.id, Account.closed_in.is_(None)
        )
    )
    if account is None:
        account = Account(community_id=community_id, kind="person", person_id=person.id, opened_in=month)
        account.parent_id = _parent(session, community_id, person, team)
        session.add(account)
    account.group_name = someone.branch


def _parent(session: Session, community_id: int, person: Person, team: Team | None) -> int | None:
    family = (
        select(Account.id)
        .join(Membership, Membership.household_id == Account.household_id)
        .where(Account.community_id == community_id, Account.closed_in.is_(None))
        .where(Membership.community_id == community_id, Membership.person_id == person.id, Membership.until.is_(None))
    )
    of_team = select(Account.id).where(Account.community_id == community_id, Account.closed_in.is_(None))
    found = family if team is None else of_team.where(Account.team_id == team.id)
    return session.scalar(found.order_by(Account.id).limit(1))
