"""What a roster file asks for: courtyards, households and people, each there already or to be made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from webapp.domain.imports.judged_row import JudgedRow
from webapp.domain.imports.roster_known import KnownHome, KnownMember, KnownYard, Place


@dataclass(slots=True)
class Target:
    """`values` are those to be written; `rows` are the file's that ask for it."""

    values: dict[str, Any] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Yard(Target):
    lane: str = ""
    number: str = ""
    known: KnownYard | None = None
    is_owned: bool = False


@dataclass(slots=True)
class Home(Target):
    """`yard` is None for a family at an address."""

    place: Place = ("", "", "")
    head: str = ""
    yard: Yard | None = None
    known: KnownHome | None = None
    names: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Resident(Target):
    name: str = ""
    home: Home = field(default_factory=Home)
    known: KnownMember | None = None


@dataclass(slots=True)
class RosterPlan:
    """Of the good rows only. `lanes` and `grids` are those that are not there yet."""

    rows: list[JudgedRow]
    yards: list[Yard] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    residents: list[Resident] = field(default_factory=list)
    lanes: list[str] = field(default_factory=list)
    grids: list[str] = field(default_factory=list)

    def of_good_rows(self) -> RosterPlan:
        """Without what only bad rows ask for."""
        good = {row.number for row in self.rows if not row.problems}
        yards = [each for each in self.yards if each.rows & good]
        return RosterPlan(
            self.rows,
            yards,
            [each for each in self.homes if each.rows & good],
            [each for each in self.residents if each.rows & good],
            [lane for lane in self.lanes if any(each.lane == lane for each in yards)],
            [grid for grid in self.grids if any(each.values.get("grid") == grid for each in yards)],
        )
