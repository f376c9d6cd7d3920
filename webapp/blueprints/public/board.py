"""The notice board's page, from the publication's own document and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from webapp.domain.months.corrections import Correction, corrections
from webapp.domain.numbering import normalise_number
from webapp.models import Community, Publication

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
    """What somebody looks for, and the rows that answer it."""

    lane: str
    number: str
    found: list[tuple[str, Row]]


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
    """The newest of `publications` (of one month, newest first); `asked` is lane and number as typed."""
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
        distribution=_distribution(document["distribution"]),
        corrections=corrections(document, json.loads(publications[1].document)) if len(publications) > 1 else [],
        other_months=[month for month in months if month != document["month"]],
        search=find(document, *asked),
    )


def find(document: dict[str, Any], lane: str, number: str) -> Search:
    """The rows with this door number, in this lane or, when none is chosen, in any."""
    lane, number = lane.strip(), normalise_number(number)
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


def _distribution(counts: list[Row]) -> list[Bar]:
    """How many courtyards have which total, the highest total first."""
    words = [{"zh": str(each["total"]), "en": str(each["total"]), "count": each["count"]} for each in counts]
    return _bars(words[::-1])
