"""How many points, and how often: caps and frequencies by event, day and span."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from webapp.domain.rules.document import Document, RuleBookError
from webapp.domain.rules.span import BY_NAME, Span

PERIODS = ("event", "day", *BY_NAME, "ever")
MOST = 1_000_000


def read_span(document: Document) -> Span:
    """`month`, `quarter`, `half_year`, `year`, or any number of months from a month on."""
    if isinstance(document.value, str):
        return BY_NAME[document.one_of(tuple(BY_NAME))]
    document.fields("months", "start")
    return Span(document.child("months").integer(1, 120), document.child("start").month())


@dataclass(frozen=True, slots=True)
class Limits:
    """`cap` is points, `times` is how often, each by period, the shortest first; a period that is not named is free."""

    cap: tuple[tuple[str, int], ...] = ()
    times: tuple[tuple[str, int], ...] = ()

    @classmethod
    def read(cls, document: Document) -> Limits:
        """The fields `cap` and `times` of a document that has others too."""
        return cls(_read(document, "cap", PERIODS), _read(document, "times", PERIODS[1:]))

    @classmethod
    def of_caps(cls, document: Document) -> Limits:
        """A document that is a cap: a number for the month, or a number for each period."""
        if isinstance(document.value, int):
            return cls(cap=(("month", document.integer(0, MOST)),))
        return cls(cap=_periods(document, PERIODS))

    def capped(self, period: str) -> int | None:
        return dict(self.cap).get(period)

    @property
    def bounds_a_month(self) -> bool:
        """Whether a month can't hold points without end, if one event can't."""
        return any(period != "event" for period, _ in (*self.cap, *self.times))


NONE = Limits()


def _read(document: Document, name: str, known: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    return _periods(document.child(name), known) if document.has(name) else ()


def _periods(document: Document, known: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    if not isinstance(document.value, dict):
        raise document.error("not_a_cap", known=", ".join(known))
    document.fields(*known)
    found = [(name, document.child(name).integer(0, MOST)) for name in known if document.has(name)]
    for (shorter, less), (longer, more) in pairwise(found):
        if less > more:
            path = (*document.path, shorter)
            raise RuleBookError(path, "shorter_exceeds_longer", shorter=shorter, less=less, longer=longer, more=more)
    return tuple(found)
