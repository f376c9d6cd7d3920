"""Which courtyard is visited on which walk: every one once a week, re-checks where something is to be put right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from webapp.demo.calendar import Calendar, Round
from webapp.demo.findings import Said
from webapp.demo.officials import BY_NAME, INSPECTORS
from webapp.demo.places import Door

# The week that is under way has come this far in each inspector's last grid: something is left to walk on any day.
LAST_GRIDS, LAST_GRID_DONE = ("3", "5"), 12
DONE_TODAY = 14
# The lane was dug up before these: nobody got to them in the month so many back, and it stays 未评.
UNREACHED = {1: (70, 71), 2: (33,)}
COVERED_GRID, COVERING_ROUND = "3", ("xuncha2", "4")


@dataclass(slots=True)
class Visit:
    """One check to be made. `courtyard` counts from 0; `put_right` are findings that a re-check finds in order.

    `restored` says that such a re-check follows, `returned` that staff did not take this one, `replaces` that it is
    made instead of another.
    """

    courtyard: int
    day: dt.date
    obstacle: str | None = None
    said: list[Said] = field(default_factory=list)
    put_right: list[Said] = field(default_factory=list)
    restored: bool = False
    returned: bool = False
    replaces: Visit | None = None


@dataclass(slots=True)
class Walk:
    """A round with its visits in order; `unreached` are courtyards that nobody could get to in its month."""

    round: Round
    unreached: tuple[int, ...] = ()
    visits: list[Visit] = field(default_factory=list)

    @property
    def is_recheck(self) -> bool:
        return self.round.is_recheck


def plan_walks(calendar: Calendar, doors: list[Door]) -> list[Walk]:
    """All walks with the visits that nothing but the calendar decides; those of re-checks are still empty."""
    walks = [Walk(each, _unreached(calendar, each)) for each in calendar.rounds()]
    for walk in walks:
        reached = [at for at in _courtyards(calendar, walk.round, doors) if at not in walk.unreached]
        walk.visits = [Visit(courtyard, walk.round.day) for courtyard in reached]
    return walks


def _unreached(calendar: Calendar, walked: Round) -> tuple[int, ...]:
    months_ago = len(calendar.months) - 1 - calendar.months.index(f"{walked.day:%Y-%m}")
    return UNREACHED.get(months_ago, ())


def recheck_walk(walks: list[Walk], visit: Visit, restore_days: int) -> Walk | None:
    """The first round of re-checks in which this visit's faults can still be restored, by one who may go there."""
    for walk in walks:
        after = (walk.round.day - visit.day).days
        allowed = visit.courtyard not in (*walk.unreached, *BY_NAME[walk.round.inspector].recused)
        if walk.is_recheck and allowed and 0 < after <= restore_days:
            return walk
    return None


def _courtyards(calendar: Calendar, walked: Round, doors: list[Door]) -> list[int]:
    if walked.grid is None:
        return []
    of_grid = [at for at, door in enumerate(doors) if door.grid == walked.grid]
    if walked.grid in LAST_GRIDS and walked.day >= calendar.monday:
        of_grid = of_grid[:LAST_GRID_DONE]
    if walked.day == calendar.today:
        of_grid = of_grid[:DONE_TODAY]
    if (walked.inspector, walked.grid) == COVERING_ROUND:
        of_grid += sorted(INSPECTORS[0].recused)
    return [at for at in of_grid if at not in BY_NAME[walked.inspector].recused]
