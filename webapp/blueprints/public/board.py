"""The notice board's page, from the publication's own document and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

from webapp.domain.months.corrections import Correction, corrections
from webapp.domain.numbering import normalise_number
from webapp.models import Community, Publication
from webapp.queries.boards import grid_of_accounts, lanes_with_door

Row = dict[str, Any]
FINGERPRINT, GROUP = 16, 4  # letters of the root that are shown, and in groups of how many
BAR = 100  # width of the longest bar, in units of its drawing


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a bar chart; `width` is in hundredths of the longest."""

    words: dict[str, str]
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for, and the rows that answer it; `outside` are lanes whose door takes no part."""

    lane: str
    number: str
    found: list[tuple[str, Row]]
    outside: tuple[str, ...] = ()

    @property
    def accounts(self) -> set[int]:
        return {row["account"] for _lane, row in self.found}


@dataclass(frozen=True, slots=True)
class GridSum:
    """What a grid's courtyards got: how many of them, and of these assessed, with a deduction, and commended."""

    name: str
    courtyards: int
    assessed: int
    faulty: int
    commended: int


@dataclass(frozen=True, slots=True)
class Board:
    """One month as published; `number` is above 1 after corrections."""

    community: Community
    month: str
    document: dict[str, Any]
    open_until: dt.date
    days_left: int
    published_on: dt.date
    faults: list[Bar]
    grids: list[GridSum]
    distribution: list[Bar]
    corrections: list[Correction]
    other_months: list[str]
    search: Search

    @property
    def fingerprint(self) -> str:
        """The beginning of the root, to compare by eye; "" where there was none yet."""
        shown = self.document.get("root", "")[:FINGERPRINT]
        return " ".join(shown[at : at + GROUP] for at in range(0, len(shown), GROUP))

    @property
    def faults_total(self) -> int:
        return sum(bar.count for bar in self.faults)


def build_board(
    community: Community, publications: list[Publication], months: list[str], today: dt.date, asked: tuple[str, str]
) -> Board:
    """The newest of `publications` (of one month, newest first); `asked` is lane and number as typed.

    All of it is the publication's own document, but for which grid a courtyard lies in.
    """
    newest = publications[0]
    document = json.loads(newest.document)
    return Board(
        community=community,
        month=document["month"],
        document=document,
        open_until=newest.open_until,
        days_left=(newest.open_until - today).days,
        published_on=dt.date.fromisoformat(document["published_on"]),
        faults=_bars(document["faults"]),
        grids=_grids(document, grid_of_accounts(community.id)),
        distribution=_distribution(document["distribution"]),
        corrections=corrections(document, json.loads(publications[1].document)) if len(publications) > 1 else [],
        other_months=[month for month in months if month != document["month"]],
        search=search(community, document, *asked),
    )


def search(community: Community, document: dict[str, Any], lane: str, number: str) -> Search:
    """The rows that answer; where there is none, whether that door is in the roster at all."""
    asked = find(document, lane, number)
    if asked.found or not asked.number:
        return asked
    there = [name for name in lanes_with_door(community.id, asked.number) if asked.lane in ("", name)]
    return replace(asked, outside=tuple(there))


def find(document: dict[str, Any], lane: str, number: str) -> Search:
    """The rows with this door number, in this lane or, when none is chosen, in any.

    Who types the lane before the number (石阶巷27) has chosen it.
    """
    lane, number = lane.strip(), normalise_number(number)
    typed = next((each["name"] for each in document["lanes"] if each["name"] and number.startswith(each["name"])), "")
    lane, number = typed or lane, number.removeprefix(typed)
    found = [
        (each["name"], row)
        for each in document["lanes"]
        if lane in ("", each["name"])
        for row in each["rows"]
        if number and row["number"] == number
    ]
    return Search(lane, number, found)


def _bars(counts: list[Row]) -> list[Bar]:
    most = max((each["count"] for each in counts), default=1)
    return [Bar({"zh": each["zh"], "en": each["en"]}, each["count"], BAR * each["count"] // most) for each in counts]


def _grids(document: dict[str, Any], names: dict[int, str]) -> list[GridSum]:
    """Nothing where there is one grid, or none: the whole community's figures stand above."""
    rows: dict[str, list[Row]] = {name: [] for name in names.values()}
    for lane in document["lanes"]:
        for row in lane["rows"]:
            if row["account"] in names:
                rows[names[row["account"]]].append(row)
    there = {name: of for name, of in rows.items() if of}
    return [_grid(name, of) for name, of in there.items()] if len(there) > 1 else []


def _grid(name: str, rows: list[Row]) -> GridSum:
    counted = [sum(bool(row[key]) for row in rows) for key in ("assessed", "faults", "commended")]
    return GridSum(name, len(rows), *counted)


def _distribution(counts: list[Row]) -> list[Bar]:
    """How many courtyards have which total, the highest total first."""
    words = [{"zh": str(each["total"]), "en": str(each["total"]), "count": each["count"]} for each in counts]
    return _bars(words[::-1])
