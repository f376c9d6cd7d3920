"""The roster as it stands, for judging a file against it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

# Where a household lives: a lane and a door number, or a compound and an address.
Place = tuple[str, str, str]


def yard_place(lane: str, number: str) -> Place:
    return "yard", lane, number


def flat_place(compound: str, address: str) -> Place:
    return "flat", compound, address


@dataclass(frozen=True, slots=True)
class KnownYard:
    key: int
    lane: str
    number: str
    grid: str
    enrolled_from: str | None
    enrolled_until: str | None
    party_centre: bool
    has_holder: bool


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A membership, running or ended, with its person."""

    key: int
    person: int
    name: str
    relation: str
    party_member: bool
    since: dt.date
    until: dt.date | None


@dataclass(slots=True)
class KnownHome:
    """`team` is the one whose account the family's points also count on, "" for none."""

    key: int
    code: str
    place: Place
    household_kind: str
    in_difficulty: bool
    members: list[KnownMember] = field(default_factory=list)
    team: str = ""

    def head(self, day: dt.date) -> str:
        """The name of the head on `day`; of a household without one, of who has been there longest."""
        here = [each for each in self.members if each.until is None or each.until >= day]
        heads = [each for each in here if each.relation == "head"] or here
        return heads[0].name if heads else ""


@dataclass(slots=True)
class KnownRoster:
    """`grids` are codes by themselves and by name; `today` is the community's day."""

    today: dt.date
    lanes: list[str] = field(default_factory=list)
    grids: dict[str, str] = field(default_factory=dict)
    yards: dict[tuple[str, str], KnownYard] = field(default_factory=dict)
    homes: list[KnownHome] = field(default_factory=list)
