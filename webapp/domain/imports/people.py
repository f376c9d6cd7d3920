"""Judging a file of people who have points of their own: party members and volunteers, with teams and branches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from webapp.domain.imports.judged_row import Difference, JudgedRow, RowBad
from webapp.domain.imports.roster import as_text
from webapp.domain.imports.roster_known import Place, flat_place, yard_place
from webapp.domain.imports.rows import Cells, read_rows
from webapp.domain.imports.table import Table

TeamName = tuple[str, str]  # branch and name


@dataclass(frozen=True, slots=True)
class KnownTime:
    """A time in a team, running or ended."""

    key: int
    team: TeamName
    since: dt.date
    until: dt.date | None


@dataclass(slots=True)
class KnownPerson:
    """`homes` are the codes and places of the households that the person belongs to now; `branch` the account's."""

    key: int
    name: str
    party_member: bool
    homes: list[tuple[str, Place]] = field(default_factory=list)
    times: list[KnownTime] = field(default_factory=list)
    branch: str | None = None
    has_account: bool = False


@dataclass(slots=True)
class KnownPeople:
    today: dt.date
    people: list[KnownPerson] = field(default_factory=list)
    teams: set[TeamName] = field(default_factory=set)


@dataclass(slots=True)
class Someone:
    """A person of a good row: `known` is None for who is new; `time` the one in the team that is there already."""

    name: str
    known: KnownPerson | None
    party_member: bool | None
    branch: str
    team: TeamName | None
    time: KnownTime | None
    since: dt.date
    until: dt.date | None


@dataclass(slots=True)
class PeoplePlan:
    rows: list[JudgedRow]
    people: list[Someone] = field(default_factory=list)
    teams: list[TeamName] = field(default_factory=list)


def judge_people(table: Table, known: KnownPeople) -> PeoplePlan:
    """Every row judged; a person may stand in several rows, one for each team."""
    plan = PeoplePlan([])
    by_name: dict[str, list[KnownPerson]] = {}
    for person in known.people:
        by_name.setdefault(person.name, []).append(person)
    seen: dict[tuple, int] = {}
    for judged, cells in read_rows(table):
        plan.rows.append(judged)
        if judged.problems:
            continue
        try:
            someone = _judge(judged, cells, by_name, known.today)
            mark = (someone.known.key if someone.known else someone.name, someone.team)
            if mark in seen:
                raise RowBad("repeated", "name", str(seen[mark]))
        except RowBad as bad:
            judged.problems.append(bad.problem)
            judged.differences.clear()
            judged.is_new = False
            continue
        seen[mark] = judged.number
        plan.people.append(someone)
        if someone.team and someone.team not in known.teams and someone.team not in plan.teams:
            plan.teams.append(someone.team)
    return plan


def _judge(judged: JudgedRow, cells: Cells, by_name: dict[str, list[KnownPerson]], today: dt.date) -> Someone:
    name = cells.get("name")
    if not name:
        raise RowBad("no_name", "name")
    person = which_person(name, cells, by_name.get(name, ()))
    branch = cells.get("branch") or (person.branch if person else None) or ""
    team = (branch, cells["team"]) if cells.get("team") else None
    time = _time_of(person, team, cells.get("until"))
    since = cells.get("since") or (time.since if time else today)
    until = cells.get("until")
    if until and until < since:
        raise RowBad("until_before_since", "until")
    judged.is_new = person is None or not person.has_account or (team is not None and time is None)
    if person is not None:
        _differ(judged, "party_member", person.party_member, cells.get("party_member"))
        if person.has_account:
            _differ(judged, "branch", person.branch or "", cells.get("branch"))
    if time is not None:
        _differ(judged, "since", time.since, cells.get("since"))
        _differ(judged, "until", time.until, until)
    return Someone(name, person, cells.get("party_member"), branch, team, time, since, until)


def which_person(name: str, cells: Cells, found: Collection[KnownPerson]) -> KnownPerson | None:
    """The person of this name; where several have it, by household code or by where they live. Raises RowBad."""
    code = cells.get("household_code")
    if code:
        found = [each for each in found if any(code == known for known, _ in each.homes)]
    elif cells.get("number") or cells.get("address"):
        found = [each for each in found if any(_lives(cells, place) for _, place in each.homes)]
    elif len(found) > 1:
        raise RowBad("several_of_name", "name", name)
    if len(found) > 1:
        raise RowBad("several_of_name", "household_code", name)
    if not found and (code or cells.get("number") or cells.get("address")):
        raise RowBad("not_there", "name", name)
    return next(iter(found), None)


def _lives(cells: Cells, place: Place) -> bool:
    """Whether what the row says of the place fits; a lane or compound may be left out."""
    if cells.get("number"):
        return place == yard_place(cells.get("lane") or place[1], cells["number"])
    return place == flat_place(cells.get("compound") or place[1], cells["address"])


def _time_of(person: KnownPerson | None, team: TeamName | None, until: dt.date | None) -> KnownTime | None:
    """The running time in this team, else the ended one that the row tells of."""
    times = [each for each in person.times if each.team == team] if person and team else []
    running = [each for each in times if each.until is None]
    ended = [each for each in times if each.until is not None and each.until == until]
    return next(iter(ended or running), None)


def _differ(judged: JudgedRow, name: str, old: object, new: object) -> None:
    if new is not None and new != old:
        judged.differences.append(Difference(name, as_text(old), as_text(new)))
