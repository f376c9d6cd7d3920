"""How far the weekly walks of a month reached: courtyards seen in each week, of all that take part."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.domain.calendar_month import last_day

WEEK = 7


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday; `free` names its days without patrol, for which nothing in it is missed."""

    monday: dt.date
    seen: int
    total: int
    is_over: bool
    free: tuple[str, ...]

    @property
    def sunday(self) -> dt.date:
        return self.monday + dt.timedelta(days=WEEK - 1)

    @property
    def missed(self) -> int:
        return max(self.total - self.seen, 0) if self.is_over and not self.free else 0


def mondays_of(month: str) -> list[dt.date]:
    """Of the weeks that begin in the month."""
    first, last = dt.date.fromisoformat(f"{month}-01"), last_day(month)
    monday = first + dt.timedelta(days=-first.weekday() % WEEK)
    return [monday + dt.timedelta(days=days) for days in range(0, (last - monday).days + 1, WEEK)]


def coverage(
    month: str, today: dt.date, total: int, seen: Iterable[tuple[dt.date, int]], free: Mapping[dt.date, str]
) -> list[Week]:
    """`seen` are days and courtyards, `free` the days without patrol; weeks that have not begun are left out."""
    courtyards: defaultdict[dt.date, set[int]] = defaultdict(set)
    for day, courtyard in seen:
        courtyards[_monday(day)].add(courtyard)
    names: defaultdict[dt.date, dict[str, None]] = defaultdict(dict)
    for day in sorted(free):
        names[_monday(day)][free[day]] = None
    return [
        Week(monday, len(courtyards[monday]), total, today > monday + dt.timedelta(days=WEEK - 1), tuple(names[monday]))
        for monday in mondays_of(month)
        if monday <= today
    ]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
