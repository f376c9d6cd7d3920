"""Blank checklists for a walk on paper: the items beside the courtyards of a lane, in walking order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from webapp.domain.names import surname
from webapp.domain.rules.checklist import Item
from webapp.models import Community
from webapp.queries.holders import courtyard_holders
from webapp.queries.routes import courtyards_on_the_way
from webapp.queries.rule_books import rule_book_in_force


@dataclass(frozen=True, slots=True)
class Line:
    """A courtyard with its holder's surname, as the phone shows it."""

    number: str
    surname: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """A lane within a grid. Items that rest in this month are left out."""

    grid: str
    lane: str
    items: list[Item]
    lines: list[Line]


def checklists_of(community: Community, month: str, day: dt.date, lane: str) -> Iterator[Checklist]:
    """By grid; within it lanes in the order in which the inspector meets them first."""
    _version, book = rule_book_in_force(community.id, month)
    items = [item for item in book.items if item.in_season(int(month[5:]))]
    holders = courtyard_holders(community.id, day)
    for grid, yards in groupby(courtyards_on_the_way(community.id, month, lane), lambda yard: yard.grid.name):
        lanes: dict[str, list[Line]] = {}
        for yard in yards:
            lines = lanes.setdefault(yard.lane.name, [])
            lines.append(Line(yard.number, surname(holders.get(yard.id, ""))))
        for name, lines in lanes.items():
            yield Checklist(grid, name, items, lines)
