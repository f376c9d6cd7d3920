"""Judging a roster file: which courtyards, households and people its rows mean, what is new, what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.domain.imports.judged_row import Difference, JudgedRow, Problem, RowBad
from webapp.domain.imports.roster_known import KnownHome, KnownMember, KnownRoster, Place, flat_place, yard_place
from webapp.domain.imports.roster_plan import Home, Resident, RosterPlan, Target, Yard
from webapp.domain.imports.rows import Cells, read_rows
from webapp.domain.imports.table import Table

YARD_VALUES = ("grid", "enrolled_from", "enrolled_until", "party_centre")
HOME_VALUES = ("household_kind", "in_difficulty", "team")
PERSON_VALUES = ("relation", "party_member", "since", "until")


def judge_roster(table: Table, known: KnownRoster) -> RosterPlan:
    """Every row judged, in order: a row may lean on those above it."""
    desk = _Desk(known)
    for judged, cells in read_rows(table):
        desk.plan.rows.append(judged)
        if judged.problems:
            continue
        try:
            desk.take(judged, cells)
        except RowBad as bad:
            judged.problems.append(bad.problem)
            judged.differences.clear()
            judged.is_new = False
    desk.refuse_headless()
    return desk.plan.of_good_rows()


class _Desk:
    def __init__(self, known: KnownRoster) -> None:
        self.known, self.plan = known, RosterPlan([])
        self._yards: dict[tuple[str, str], Yard] = {}
        self._homes: dict[tuple, Home] = {}
        self._last: dict[Place, Home] = {}  # the household that the rows of a place stand under
        self._by_code = {home.code: home for home in known.homes}
        self._by_place: dict[Place, list[KnownHome]] = {}
        for home in known.homes:
            self._by_place.setdefault(home.place, []).append(home)

    def take(self, judged: JudgedRow, cells: Cells) -> None:
        """All of the row, or nothing. Raises RowBad."""
        named = self._by_code.get(cells.get("household_code") or "")
        if cells.get("household_code") and named is None:
            raise RowBad("unknown_code", "household_code", cells["household_code"])
        name = cells.get("name") or cells.get("holder")
        place, yard = self._place(cells, named)
        home = self._home(cells, name, place, yard, named) if name or named else None
        if cells.get("team") and yard is not None:
            raise RowBad("team_of_yard", "team")
        resident = self._resident(judged, cells, name, home) if name and home else None
        targets = [each for each in (yard, home, resident) if each is not None]
        wanted = (
            (yard, YARD_VALUES, yard and yard.known),
            (home, HOME_VALUES, home and home.known),
            (resident, PERSON_VALUES, resident and resident.known),
        )
        if home is not None and home.known is not None:
            _judge_new_kind(home, cells.get("household_kind"))
        for target, fields, there in wanted:
            if target is not None:
                _compare(judged, target, {field: cells.get(field) for field in fields}, there)
        for target, fields, there in wanted:
            if target is not None:
                target.values.update({each: cells[each] for each in fields if cells.get(each) is not None})
                judged.is_new |= there is None and not target.rows
        for each in targets:
            each.rows.add(judged.number)
        self._keep(place, yard, home, resident, judged)

    def _keep(
        self, place: Place, yard: Yard | None, home: Home | None, resident: Resident | None, judged: JudgedRow
    ) -> None:
        if yard is not None and (yard.lane, yard.number) not in self._yards:
            self._yards[yard.lane, yard.number] = yard
            self.plan.yards.append(yard)
            if yard.lane not in (*self.known.lanes, *self.plan.lanes):
                self.plan.lanes.append(yard.lane)
            grid = yard.values.get("grid")
            if grid and grid not in (*self.known.grids.values(), *self.plan.grids):
                self.plan.grids.append(grid)
        if home is not None:
            if len(home.rows) == 1:
                self.plan.homes.append(home)
            self._homes[_home_key(home)] = self._last[place] = home
            if home.yard is not None and home.values.get("household_kind") == "owner":
                home.yard.is_owned = True
        if resident is not None and home is not None:
            home.names[resident.name] = judged.number
            self.plan.residents.append(resident)

    def _place(self, cells: Cells, named: KnownHome | None) -> tuple[Place, Yard | None]:
        """Where the row is, by its cells, else by its household's code."""
        if cells.get("number"):
            yard = self._yard(cells)
            place, found = yard_place(yard.lane, yard.number), yard
        elif cells.get("address"):
            place, found = flat_place(cells.get("compound") or "", cells["address"]), None
        elif named is not None:
            place = named.place
            found = self._yard({**cells, "lane": place[1], "number": place[2]}) if place[0] == "yard" else None
        else:
            raise RowBad("no_place", "number")
        if named is not None and named.place != place:
            raise RowBad("code_elsewhere", "household_code", named.code)
        return place, found

    def _yard(self, cells: Cells) -> Yard:
        lane, number = self._door(cells)
        if cells.get("grid"):
            cells["grid"] = self.known.grids.get(cells["grid"], cells["grid"])
        if yard := self._yards.get((lane, number)):
            return yard
        there = self.known.yards.get((lane, number))
        if there is None and not cells.get("grid"):
            cells["grid"] = self._only_grid(lane)
        return Yard(lane=lane, number=number, known=there, is_owned=bool(there and there.has_holder))

    def _door(self, cells: Cells) -> tuple[str, str]:
        """Lane and number; a number may begin with its lane, and where there is one lane nobody needs to say it."""
        lane, number = cells.get("lane"), cells["number"]
        for known in self.known.lanes:
            if number.startswith(known) and lane in (None, known):
                lane, number = known, number.removeprefix(known)
        if not lane and len(self.known.lanes) == 1:
            [lane] = self.known.lanes
        if not lane:
            raise RowBad("no_lane", "lane")
        if not number:
            raise RowBad("no_number", "number")
        return lane, number

    def _only_grid(self, lane: str) -> str:
        """The grid of a new courtyard that names none: its lane's or the community's, where there is one only."""
        of_lane = {yard.grid for yard in self.known.yards.values() if yard.lane == lane}
        for codes in (of_lane, set(self.known.grids.values())):
            if len(codes) == 1:
                return min(codes)
        raise RowBad("no_grid", "grid")

    def _home(self, cells: Cells, name: str | None, place: Place, yard: Yard | None, named: KnownHome | None) -> Home:
        """The household: by its code, by its head, else the one that the rows above of this place stand under."""
        head = cells.get("holder") or (name if cells.get("relation") == "head" else None)
        there = named or self._known_home(place, head, name)
        above = self._last.get(place)
        if there is None and head is None and above and cells.get("household_kind") in (None, _kind_of(above)):
            return above
        head = there.head(self.known.today) if there else head or name or ""
        key = ("code", there.code) if there else ("head", place, head)
        if home := self._homes.get(key):
            return home
        home = Home(place=place, head=head, yard=yard, known=there)
        if there is None:
            self._judge_new_home(home, cells)
        return home

    def _known_home(self, place: Place, head: str | None, name: str | None) -> KnownHome | None:
        """The household there with this head; where none is named, the one that somebody of this name lives in."""
        here = self._by_place.get(place, [])
        found = [home for home in here if home.head(self.known.today) == (head or name)]
        if not found and head is None:
            found = [home for home in here if any(each.name == name for each in home.members)]
        if len(found) > 1:
            raise RowBad("two_households", "household_code", head or name or "")
        return found[0] if found else None

    def _judge_new_home(self, home: Home, cells: Cells) -> None:
        kind = cells.get("household_kind")
        if home.yard is None:
            home.values["household_kind"] = kind or "registered"
            return
        if kind == "owner" and home.yard.is_owned:
            raise RowBad("owner_taken", "household_kind", f"{home.yard.lane}{home.yard.number}")
        home.values["household_kind"] = kind or ("registered" if home.yard.is_owned else "owner")

    def _resident(self, judged: JudgedRow, cells: Cells, name: str, home: Home) -> Resident:
        if name in home.names:
            raise RowBad("repeated", "name", str(home.names[name]))
        there = _member_of(home.known, name, cells) if home.known else None
        values: dict[str, Any] = {}
        if name == home.head:
            cells["relation"] = None  # the head stays it, whatever the row says of whose relation it is
        elif cells.get("relation") == "head" and (there is None or there.relation != "head"):
            raise RowBad("two_heads", "relation", home.head)
        if there is None:
            values = {"relation": "head" if name == home.head else "member", "party_member": False}
            values["since"] = self.known.today
        since = cells.get("since") or (there.since if there else values["since"])
        if cells.get("until") and cells["until"] < since:
            raise RowBad("until_before_since", "until")
        return Resident(name=name, home=home, known=there, values=values)

    def refuse_headless(self) -> None:
        """Of a new household whose head's own row is missing or bad, nobody is taken."""
        rows = {row.number: row for row in self.plan.rows}
        for home in self.plan.homes:
            if home.known is None and home.head not in home.names:
                for number in sorted(home.rows):
                    rows[number].problems.append(Problem("no_head", "holder", home.head))


def _judge_new_kind(home: Home, kind: str | None) -> None:
    """Whose a courtyard's account is does not pass from one household to another by a file."""
    if home.known is None or home.yard is None or kind in (None, home.known.household_kind):
        return
    if home.known.household_kind == "owner":
        raise RowBad("owner_stays", "household_kind", home.head)
    if kind == "owner" and home.yard.is_owned and home.values.get("household_kind") != "owner":
        raise RowBad("owner_taken", "household_kind", f"{home.yard.lane}{home.yard.number}")


def _kind_of(home: Home) -> str:
    return home.known.household_kind if home.known else home.values["household_kind"]


def _home_key(home: Home) -> tuple:
    return ("code", home.known.code) if home.known else ("head", home.place, home.head)


def _member_of(home: KnownHome, name: str, cells: Cells) -> KnownMember | None:
    """The running membership of that name, else the ended one that the row tells of."""
    named = [each for each in home.members if each.name == name]
    running = [each for each in named if each.until is None]
    ended = [each for each in named if each.until is not None and each.until == cells.get("until")]
    return next(iter(ended or running), None)


def _compare(judged: JudgedRow, target: Target, wanted: Mapping[str, Any], there: Any) -> None:
    """Note what differs from what is there. Raises RowBad where a row above said otherwise of the same thing."""
    for field, new in wanted.items():
        if new is None:
            continue
        told = target.rows and field in target.values
        above = target.values[field] if told else None
        if target.rows and there is not None and field == "household_kind":  # what rows above left as it was
            above = target.values.get(field, there.household_kind)
        if above is not None and above != new:
            raise RowBad("differs_above", field, as_text(above))
        old = getattr(there, field) if there is not None else new
        if old != new and not told:
            judged.differences.append(Difference(field, as_text(old), as_text(new)))


def as_text(value: Any) -> str:
    """A value as a code that pages put into words: yes, no, a day, a month, a kind."""
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
