"""Who is meant by what is typed of a sign-in sheet: a door number, a name, or both, and how long it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.imports.deed_rows import read_figures
from webapp.domain.imports.judged_row import RowBad
from webapp.domain.numbering import normalise_number
from webapp.domain.rules.deeds import Deed
from webapp.domain.rules.values import Chosen

MOST_CHOICES = 8
BETWEEN_CELLS = re.compile(r"\t+|[,，;；]")
WITH_UNIT = re.compile(r"^(.*?\S)\s+(\d[\d.:]*\s*(?:个?小时|hours?|h|分钟|minutes?|min|次))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody, or a whole courtyard or team, that can be signed in: the account to credit, and whose deed it is.

    `place` is lane and number, an address or a branch; `number` the door's alone; `name` "" for a whole courtyard.
    """

    account: int
    household: int | None
    person: int | None
    name: str
    place: str
    number: str = ""

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.account}-{self.household or 0}-{self.person or 0}"


@dataclass(frozen=True, slots=True)
class Line:
    """A pasted line: its words, who may be meant, what was counted, and the code of what is wrong with it."""

    text: str
    found: tuple[Attendee, ...] = ()
    quantity: int | None = None
    problem: str = ""


def match(typed: str, attendees: Sequence[Attendee]) -> list[Attendee]:
    """Those who are called exactly so; else those whose name or place has it in it; MOST_CHOICES at most."""
    wanted = _plain(typed)
    if not wanted:
        return []
    exact = [each for each in attendees if wanted in _names(each)]
    if exact:
        return exact[:MOST_CHOICES]
    near = [each for each in attendees if any(wanted in name for name in _names(each))]
    return near[:MOST_CHOICES]


def read_lines(text: str, rule: Deed, attendees: Sequence[Attendee], most: int) -> list[Line]:
    """Each line that is not empty, `most` of them; a figure stands behind a tab or comma, or has a unit."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [_read(line, rule, attendees) for line in lines[:most]]


def _read(line: str, rule: Deed, attendees: Sequence[Attendee]) -> Line:
    who, figure = _parts(line)
    try:
        quantity = None if not figure or isinstance(rule.value, Chosen) else read_figures(rule, figure.lower())[1]
    except RowBad:
        return Line(line, problem="bad_figure")
    found = tuple(match(who, attendees))
    problem = "" if len(found) == 1 else "several" if found else "nobody"
    return Line(line, found, quantity, problem)


def _parts(line: str) -> tuple[str, str]:
    """(who, figure); several cells before the figure are place and name."""
    cells = [cell.strip() for cell in BETWEEN_CELLS.split(line) if cell.strip()]
    if len(cells) > 1 and cells[-1][0].isdigit():
        return "".join(cells[:-1]), cells[-1]
    if found := WITH_UNIT.match(line):
        return found[1], found[2]
    return "".join(cells), ""


def _names(each: Attendee) -> set[str]:
    """All that it is called; a place alone is the courtyard and nobody in it."""
    place, number, name = _plain(each.place), _plain(each.number), _plain(each.name)
    return {name, place + name, number + name} if name else {place, number} - {""}


def _plain(text: str) -> str:
    plain = normalise_number(unicodedata.normalize("NFKC", text)).casefold()
    return plain.replace("号院", "").replace("号", "").removesuffix("院").removesuffix("家")
