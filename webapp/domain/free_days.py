"""Days without patrol as people write them down, a line each: a day or a span of days, and a name."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

LONGEST_SPAN = 60  # days in one line; more is a slip of the pen
LONGEST_NAME = 120
DATE = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
LINE = re.compile(rf"{DATE}(?:\s*(?:至|到|~|～|—|–|to)\s*{DATE})?\s*[,，;；\t ]\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class FreeDays:
    """`days` by date with their names; `wrong` are the numbers of lines that could not be read, from 1."""

    days: dict[dt.date, str] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)


def read_lines(text: str) -> FreeDays:
    """Empty lines are left out; of a day named twice the later line counts."""
    found = FreeDays()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        days = _read(line.strip())
        if days:
            found.days.update(days)
        else:
            found.wrong.append(number)
    return found


def _read(line: str) -> dict[dt.date, str]:
    """Nothing of a line that is none."""
    match = LINE.fullmatch(line)
    if match is None:
        return {}
    *numbers, name = match.groups()
    try:
        first = dt.date(*map(int, numbers[:3]))
        last = dt.date(*map(int, numbers[3:])) if numbers[3] else first
    except ValueError:
        return {}
    span = (last - first).days
    if not 0 <= span < LONGEST_SPAN or len(name) > LONGEST_NAME:
        return {}
    return {first + dt.timedelta(days=more): name.strip() for more in range(span + 1)}
