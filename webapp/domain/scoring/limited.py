"""Caps and frequencies: how much of what events ask for is given, and which limit cut the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.rules.limits import Limits
from webapp.domain.rules.span import BY_NAME, MONTH, Span
from webapp.domain.scoring.carried import Tally
from webapp.domain.scoring.line import Kind, Line


@dataclass(frozen=True, slots=True)
class Limited:
    """Limits and where they stand in the rule book (`deeds.volunteering`), by which their cuts are named."""

    place: str
    limits: Limits


class Cuts:
    """Cuts of one month, gathered by the limit that made them."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._cut: dict[tuple[str, str | None], tuple[int, list[str]]] = {}

    def give(self, asked: int, limits: Iterable[Limited], *, source: str, day: dt.date, bucket: str | None) -> int:
        """How much of `asked` points all limits leave, each cutting what those before it left."""
        given = asked
        counted: list[tuple[str, Span | None]] = []
        for each in limits:
            for period, most in each.limits.times:
                what, span = _counter(f"{each.place}.times.{period}", period, day)
                counted.append((what, span))
                if self._tally.used(what, span) >= most:
                    given = self._cut_to(0, given, f"{each.place}.times.{period}", source, bucket)
            for period, most in each.limits.cap:
                room = max(most - self._used_points(each.place, period, day), 0)
                given = self._cut_to(room, given, _cap_name(each.place, period), source, bucket)
        if given:
            for what, span in counted:
                self._tally.add(what, span, 1)
            for each in limits:
                self._add_points(each, day, given)
        return given

    def cut(self, amount: int, name: str, source: str, bucket: str | None) -> None:
        """Note that the rule at `name` takes `amount` points off."""
        before, sources = self._cut.get((name, bucket), (0, []))
        self._cut[name, bucket] = (before + amount, [*sources, source])

    def lines(self, sign: int) -> tuple[Line, ...]:
        """One line for each limit that cut, with the events that it cut, wholly or in part."""
        return tuple(
            Line(Kind.CAP, name, -sign * amount, sources=tuple(sources), bucket=bucket)
            for (name, bucket), (amount, sources) in self._cut.items()
        )

    def _cut_to(self, room: int, given: int, name: str, source: str, bucket: str | None) -> int:
        if given > room:
            self.cut(given - room, name, source, bucket)
        return min(given, room)

    def _used_points(self, place: str, period: str, day: dt.date) -> int:
        if period == "event":
            return 0
        return self._tally.used(*_counter(f"{place}.points.{period}", period, day))

    def _add_points(self, limited: Limited, day: dt.date, given: int) -> None:
        for period, _ in limited.limits.cap:
            if period != "event":
                self._tally.add(*_counter(f"{limited.place}.points.{period}", period, day), given)


def _cap_name(place: str, period: str) -> str:
    """The cap over all deeds of a month has stood in ledgers as bonus_cap from the first day on."""
    if place == "bonus_cap":
        return place if period == "month" else f"{place}.{period}"
    return f"{place}.cap.{period}"


def _counter(what: str, period: str, day: dt.date) -> tuple[str, Span | None]:
    """A day is counted by its date and forgotten with the month that is scored."""
    if period == "day":
        return f"{what}.{day.isoformat()}", MONTH
    return what, None if period == "ever" else BY_NAME[period]
