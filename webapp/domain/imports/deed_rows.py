"""Judging a file of deeds and breaches: whom a row means, which rule, what was counted or chosen."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from webapp.domain.imports.cells import plain
from webapp.domain.imports.judged_row import JudgedRow, RowBad
from webapp.domain.imports.kinds import header_word
from webapp.domain.imports.people import KnownPerson, TeamName, which_person
from webapp.domain.imports.roster_known import KnownHome, flat_place
from webapp.domain.imports.rows import Cells, past_day, read_rows, yard_of
from webapp.domain.imports.table import Table
from webapp.domain.rules.deeds import Breach, Deed
from webapp.domain.rules.values import MINUTES, Chosen, Hourly

BETWEEN = re.compile(r"[、,;\s]+")
WHOLE_HOURS = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?(?:小时|个小时|h|hours?)")
CLOCKED = re.compile(r"(\d{1,4}):([0-5]\d)(?::00)?")
COUNTED = re.compile(r"(\d{1,6})(?:\.0+)?")

Thing = tuple[str, int]  # kind of account, and the courtyard, household, person or team it is of


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account from the month it was opened in to the one it was closed in."""

    key: int
    opened_in: str
    closed_in: str | None

    def takes_part(self, month: str) -> bool:
        return self.opened_in <= month and (self.closed_in is None or month <= self.closed_in)


@dataclass(frozen=True, slots=True)
class WrittenDeed:
    """A deed as it is stored; `points` are those that the rule gave for it. Two that are equal are one."""

    thing: Thing
    kind: str
    day: dt.date
    points: int
    quantity: int | None
    text: str


@dataclass(slots=True)
class KnownDeeds:
    """`scored` are the kinds of accounts that the rule book scores; `accounts` of each thing, the oldest first."""

    today: dt.date
    rules: Mapping[str, Deed | Breach]
    scored: Collection[str]
    lanes: list[str] = field(default_factory=list)
    yards: Mapping[tuple[str, str], int] = field(default_factory=dict)
    homes: list[KnownHome] = field(default_factory=list)
    home_yards: Mapping[int, int] = field(default_factory=dict)
    people: list[KnownPerson] = field(default_factory=list)
    teams: Mapping[TeamName, int] = field(default_factory=dict)
    accounts: Mapping[Thing, list[KnownAccount]] = field(default_factory=dict)
    there: Collection[WrittenDeed] = frozenset()


@dataclass(frozen=True, slots=True)
class ListedDeed:
    """A deed to be recorded for an account; figures as `Record` of the operation has them."""

    row: int
    account: int
    kind: str
    day: dt.date
    points: int
    quantity: int | None
    text: str


@dataclass(slots=True)
class DeedPlan:
    rows: list[JudgedRow]
    deeds: list[ListedDeed] = field(default_factory=list)


def judge_deeds(table: Table, known: KnownDeeds) -> DeedPlan:
    """Every row judged; the same of the same day and with the same words is one deed."""
    plan = DeedPlan([])
    words = _words(known.rules)
    seen: dict[WrittenDeed, int] = {}
    for judged, cells in read_rows(table):
        plan.rows.append(judged)
        judged.label = " ".join(filter(None, [judged.label, cells.get("team")]))
        if judged.problems:
            continue
        try:
            listed, written = _judge(judged, cells, known, words)
            if written in seen:
                raise RowBad("deed_above", "deed", str(seen[written]))
        except RowBad as bad:
            judged.problems.append(bad.problem)
            continue
        seen[written] = judged.number
        if written not in known.there:
            judged.is_new = True
            plan.deeds.append(listed)
    return plan


def _words(rules: Mapping[str, Deed | Breach]) -> dict[str, str]:
    """Codes of rules by what a cell may say: the code, or the label in either language."""
    return {header_word(word): code for code, rule in rules.items() for word in (rule.label.zh, rule.label.en, code)}


def _judge(
    judged: JudgedRow, cells: Cells, known: KnownDeeds, words: Mapping[str, str]
) -> tuple[ListedDeed, WrittenDeed]:
    day = past_day(cells, known.today)
    code = words.get(header_word(cells.get("deed") or ""))
    if code is None:
        raise RowBad("no_deed", "deed", cells.get("deed") or "")
    rule = known.rules[code]
    thing = _thing(cells, known)
    account = next((each for each in reversed(known.accounts.get(thing, [])) if each.takes_part(f"{day:%Y-%m}")), None)
    if account is None:
        raise RowBad("not_taking_part", "day")
    points, quantity = read_figures(rule, plain(cells.get("figure") or "").lower())
    text = cells.get("text") or ""
    return (
        ListedDeed(judged.number, account.key, code, day, points, quantity, text),
        WrittenDeed(thing, code, day, rule.value.worth(points, quantity).given, quantity, text),
    )


def _thing(cells: Cells, known: KnownDeeds) -> Thing:
    """Whose it is: the person's, if people have points of their own; else the team's, the family's, the courtyard's."""
    if cells.get("name") and "person" in known.scored:
        return "person", _person(cells, known)
    if cells.get("team") and "team" in known.scored:
        return "team", _team(cells, known)
    if cells.get("household_code") or cells.get("address"):
        home = _home(cells, known)
        yard = known.home_yards.get(home.key)
        return ("household", home.key) if yard is None else ("courtyard", yard)
    if cells.get("number"):
        return "courtyard", yard_of(cells, known.lanes, known.yards)
    raise RowBad("no_who")


def _person(cells: Cells, known: KnownDeeds) -> int:
    name = cells["name"]
    found = [each for each in known.people if each.name == name and each.has_account]
    if cells.get("branch"):
        found = [each for each in found if each.branch == cells["branch"]]
    if cells.get("team"):
        found = [each for each in found if any(time.team[1] == cells["team"] for time in each.times)]
    person = which_person(name, cells, found)
    if person is None:
        raise RowBad("no_account_of", "name", name)
    return person.key


def _team(cells: Cells, known: KnownDeeds) -> int:
    name, branch = cells["team"], cells.get("branch")
    found = [key for (group, team), key in known.teams.items() if team == name and branch in (None, group)]
    if len(found) > 1:
        raise RowBad("several_teams", "branch", name)
    if not found:
        raise RowBad("no_account_of", "team", name)
    return found[0]


def _home(cells: Cells, known: KnownDeeds) -> KnownHome:
    code = cells.get("household_code")
    if code:
        found = [home for home in known.homes if home.code == code]
        if not found:
            raise RowBad("no_household_code", "household_code", code)
        return found[0]
    address, compound = cells["address"], cells.get("compound")
    found = [home for home in known.homes if home.place == flat_place(compound or home.place[1], address)]
    head = cells.get("name") or cells.get("holder")
    if len(found) > 1 and head:
        found = [home for home in found if home.head(known.today) == head]
    if len(found) > 1:
        raise RowBad("two_households", "household_code", address)
    if not found:
        raise RowBad("no_account_of", "address", address)
    return found[0]


def read_figures(rule: Deed | Breach, written: str) -> tuple[int, int | None]:
    """(points that were chosen, what was counted); several points are those of several judges, whose mean counts."""
    value = rule.value
    if isinstance(value, Chosen):
        chosen = [_count(word.removesuffix("分"), "no_points") for word in BETWEEN.split(written) if word]
        if not all(value.least <= each <= value.most for each in chosen):
            raise RowBad("points_out_of_range", "figure", f"{value.least}–{value.most}")
        return (sum(chosen) // len(chosen) if chosen else 0), None
    if not written:
        raise RowBad("no_quantity", "figure")
    if isinstance(value, Hourly):
        return 0, _minutes(written)
    for unit in (value.unit.zh, value.unit.en) if value.unit else ():
        written = written.removesuffix(unit.lower()).strip()
    return 0, _count(written, "no_count")


def _minutes(written: str) -> int:
    """Minutes as they are, or hours: 1.5小时, 1:30."""
    if found := CLOCKED.fullmatch(written):
        return int(found[1]) * MINUTES + int(found[2])
    without_spaces = written.replace(" ", "")
    if found := WHOLE_HOURS.fullmatch(without_spaces):
        hundredths = int((found[2] or "0").ljust(2, "0"))
        return int(found[1]) * MINUTES + hundredths * MINUTES // 100
    for unit in ("minutes", "分钟", "min", "分"):
        without_spaces = without_spaces.removesuffix(unit)
    return _count(without_spaces, "no_minutes")


def _count(written: str, problem: str) -> int:
    found = COUNTED.fullmatch(written)
    if found is None:
        raise RowBad(problem, "figure", written)
    return int(found[1])
