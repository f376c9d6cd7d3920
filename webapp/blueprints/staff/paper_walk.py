"""The route of a walk on paper: what is typed in, what comes next, and what the typist leaves to others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from webapp import clock
from webapp.models import Courtyard, User, Walk
from webapp.operations.type_check import why_frozen
from webapp.queries.holders import courtyard_holders
from webapp.queries.paper_walks import DayOfYard, day_of_yards, route_of, walk_on_paper
from webapp.queries.users import recused_on


@dataclass(frozen=True, slots=True)
class Stop:
    """A courtyard on the route; `barred` says for whom 回避 keeps it from being typed in here: walker or typist."""

    yard: Courtyard
    holder: str
    day: DayOfYard
    barred: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its line."""
        return self.day.own is None and not self.barred

    @property
    def frozen(self) -> str | None:
        return why_frozen(self.day)


@dataclass(frozen=True, slots=True)
class PaperWalk:
    """One inspector's day on paper, in walking order."""

    inspector: User
    day: dt.date
    companions: Sequence[User]
    stops: list[Stop]
    walk: Walk | None = None
    names: dict[int, str] = field(default_factory=dict)

    @property
    def typed(self) -> list[Stop]:
        return [stop for stop in self.stops if stop.day.own is not None]

    @property
    def left(self) -> list[Stop]:
        return [stop for stop in self.stops if stop.is_open]

    def find(self, code: str) -> Stop | None:
        return next((stop for stop in self.stops if stop.yard.code == code), None)

    def after(self, code: str) -> Stop | None:
        """The next that waits, after this one and then from the top."""
        codes = [stop.yard.code for stop in self.stops]
        start = codes.index(code) + 1 if code in codes else 0
        turned = self.stops[start:] + self.stops[:start]
        return next((stop for stop in turned if stop.is_open and stop.yard.code != code), None)

    def beside(self, code: str, by: int) -> Stop | None:
        """The neighbour on the route, typed in or not."""
        codes = [stop.yard.code for stop in self.stops]
        at = codes.index(code) + by
        return self.stops[at] if 0 <= at < len(self.stops) else None


def paper_walk(typist: User, inspector: User, day: dt.date, companions: Sequence[User]) -> PaperWalk:
    community = typist.community
    yards, today = route_of(inspector, day), clock.today(community)
    known = day_of_yards(community.id, inspector.id, day)
    holders = courtyard_holders(community.id, day)
    # On the day it tells of and on the day it is typed in, as the wire asks.
    recused = recused_on(community.id, [each.id for each in (inspector, *companions, typist)], {day, today})
    walkers = set[int]().union(*(recused[each.id] for each in (inspector, *companions)))
    typists = recused[typist.id]
    stops = []
    for yard in yards:
        barred = "walker" if yard.id in walkers else "typist" if yard.id in typists else ""
        stops.append(Stop(yard, holders.get(yard.id, ""), known.get(yard.id, DayOfYard()), barred))
    return PaperWalk(inspector, day, companions, stops, walk_on_paper(community.id, inspector.id, day))
