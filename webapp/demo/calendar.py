"""The demo's calendar: three past months and the running one, and who walks which grid on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

TIMEZONE = "Asia/Shanghai"
ZONE = ZoneInfo(TIMEZONE)
PAST_MONTHS = 3
DAYS_TO_PUBLICATION = 4  # the first days of a month are left for re-checks of the month before
DAYS_ON_DISPLAY = 2  # of the newest past month: late in the month too one can still object to it
MINUTES_BETWEEN_STEPS = 10


@dataclass(frozen=True, slots=True)
class Round:
    """One inspector's walk on one day through one grid, or, without a grid, to what is to be re-checked."""

    day: dt.date
    inspector: str
    grid: str | None

    @property
    def is_recheck(self) -> bool:
        return self.grid is None


# Weekday (Monday is 0), inspector, grid: every grid once a week, then two short rounds of re-checks.
WEEK = (
    (0, "xuncha1", "1"),
    (1, "xuncha1", "2"),
    (2, "xuncha1", "3"),
    (2, "xuncha2", "4"),
    (3, "xuncha1", None),
    (3, "xuncha2", "5"),
    (5, "xuncha2", None),
)


def last_month(day: dt.date) -> dt.date:
    """The first of the month before the one that `day` is in."""
    return (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything in the demo lies before `now` (aware) and follows from it."""

    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(ZONE).date()

    @property
    def firsts(self) -> tuple[dt.date, ...]:
        """The first days of the past months and of the running one, in order."""
        firsts = [self.today.replace(day=1)]
        for _ in range(PAST_MONTHS):
            firsts.insert(0, last_month(firsts[0]))
        return tuple(firsts)

    @property
    def months(self) -> tuple[str, ...]:
        """Their names, YYYY-MM; the running one is the last."""
        return tuple(f"{first:%Y-%m}" for first in self.firsts)

    @property
    def monday(self) -> dt.date:
        return self.today - dt.timedelta(days=self.today.weekday())

    def moment(self, day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
        """That time by the community's clocks; what would lie in the future happens a minute ago."""
        planned = dt.datetime.combine(day, dt.time(hour, minute), ZONE)
        return min(planned, self.now - dt.timedelta(minutes=1))

    def steps_of(self, month: dt.date, count: int) -> list[dt.datetime]:
        """When a past month took its steps; on the first days of a month, those of the last one lie just behind."""
        closing = (month + dt.timedelta(days=31)).replace(day=DAYS_TO_PUBLICATION)
        if month == self.firsts[-2]:
            closing = max(closing, self.today - dt.timedelta(days=DAYS_ON_DISPLAY))
        planned = dt.datetime.combine(closing, dt.time(19), ZONE)
        latest = self.now - dt.timedelta(minutes=MINUTES_BETWEEN_STEPS * count)
        start = max(min(planned, latest), dt.datetime.combine(self.today.replace(day=1), dt.time(), ZONE))
        start = min(start, planned)
        return [min(start + dt.timedelta(minutes=MINUTES_BETWEEN_STEPS * at), self.now) for at in range(count)]

    def rounds(self) -> list[Round]:
        """Every walk before today in order, and one today when this month's week would be empty without it."""
        past = [each for each in self._planned() if each.day < self.today]
        this_week = [each for each in past if each.day >= max(self.monday, self.firsts[-1]) and not each.is_recheck]
        return past if this_week else [*past, self._todays_round()]

    def _planned(self) -> Iterator[Round]:
        monday = self.firsts[0] - dt.timedelta(days=self.firsts[0].weekday())
        while monday <= self.today:
            for weekday, inspector, grid in WEEK:
                day = monday + dt.timedelta(days=weekday)
                if day >= self.firsts[0]:
                    yield Round(day, inspector, grid)
            monday += dt.timedelta(days=7)

    def _todays_round(self) -> Round:
        own = [(inspector, grid) for weekday, inspector, grid in WEEK if weekday == self.today.weekday() and grid]
        inspector, grid = own[0] if own else ("xuncha1", "1")
        return Round(self.today, inspector, grid)
