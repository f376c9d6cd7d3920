"""What one event is worth: chosen within a range, per piece, per hour, or by a band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from webapp.domain.rules.document import Document
from webapp.domain.rules.label import Label, read_unit

MOST = 100_000
MOST_PIECES = 100_000
MINUTES = 60
IN_MINUTES = Label("分钟", "minutes")
FORMS = ("least", "each", "per_hour", "bands")


@dataclass(frozen=True, slots=True)
class Worth:
    """What an event asks for by its figures, and what its rule gives for it."""

    asked: int
    given: int


class Value(Protocol):
    """A way to say what one event is worth, from `least` to `most` points; `unit` is None where nothing is counted."""

    @property
    def least(self) -> int: ...

    @property
    def most(self) -> int: ...

    @property
    def unit(self) -> Label | None: ...

    def worth(self, points: int, quantity: int | None) -> Worth:
        """`points` are those that somebody chose, `quantity` is what was counted, in minutes where hours count."""
        ...


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whoever records it chooses from `least` to `most`; where they are equal there is nothing to choose. What was
    chosen under another version of the rules is raised to `least`, and cut to `most`.
    """

    least: int
    most: int
    unit: Label | None = None

    def worth(self, points: int, quantity: int | None) -> Worth:
        chosen = max(points, self.least)
        return Worth(chosen, min(chosen, self.most))


@dataclass(frozen=True, slots=True)
class Each:
    """`each` points a piece; no more than `most_pieces` count."""

    each: int
    unit: Label
    most_pieces: int | None = None

    @property
    def least(self) -> int:
        return self.each

    @property
    def most(self) -> int:
        return self.each * (self.most_pieces or MOST_PIECES)

    def worth(self, points: int, quantity: int | None) -> Worth:
        asked = self.each * max(quantity or 1, 1)
        return Worth(asked, min(asked, self.most))


@dataclass(frozen=True, slots=True)
class Hourly:
    """Points an hour, by the minute and rounded down; what comes to less than `least` is worth `least`."""

    per_hour: int
    least: int
    unit: Label | None = IN_MINUTES

    @property
    def most(self) -> int:
        """A day has so many hours."""
        return max(self.per_hour * 24, self.least)

    def worth(self, points: int, quantity: int | None) -> Worth:
        minutes = MINUTES if quantity is None else max(quantity, 0)
        asked = max(self.per_hour * minutes // MINUTES, self.least)
        return Worth(asked, min(asked, self.most))


@dataclass(frozen=True, slots=True)
class Band:
    """From so many pieces on it is worth so many points."""

    at: int
    points: int


@dataclass(frozen=True, slots=True)
class Bands:
    """The band that the quantity reaches decides; below the first it is worth nothing."""

    bands: tuple[Band, ...]
    unit: Label

    @property
    def least(self) -> int:
        return self.bands[0].points

    @property
    def most(self) -> int:
        return max(band.points for band in self.bands)

    def worth(self, points: int, quantity: int | None) -> Worth:
        reached = [band.points for band in self.bands if band.at <= (quantity or 0)]
        given = reached[-1] if reached else 0
        return Worth(given, given)


def read_value(document: Document) -> Value:
    """A number, or one of the forms above."""
    if isinstance(document.value, int):
        points = document.integer(0, MOST)
        return Chosen(points, points)
    document.fields("least", "most", "each", "unit", "most_pieces", "per_hour", "at_least", "bands")
    forms = [form for form in FORMS if document.has(form)]
    if len(forms) != 1:
        raise document.error("one_of_these_fields", choices=", ".join(FORMS))
    return _READERS[forms[0]](document)


def _chosen(document: Document) -> Chosen:
    document.fields("least", "most")
    least = document.child("least").integer(0, MOST)
    return Chosen(least, document.child("most").integer(least, MOST))


def _each(document: Document) -> Each:
    document.fields("each", "unit", "most_pieces")
    pieces = document.maybe("most_pieces", lambda found: found.integer(1, MOST_PIECES))
    return Each(document.child("each").integer(1, MOST), _unit(document), pieces)


def _hourly(document: Document) -> Hourly:
    document.fields("per_hour", "at_least")
    least = document.maybe("at_least", lambda found: found.integer(0, MOST))
    return Hourly(document.child("per_hour").integer(1, MOST), least or 0)


def _bands(document: Document) -> Bands:
    document.fields("bands", "unit")
    bands = document.each("bands", _band, least=1)
    for place, (before, after) in enumerate(pairwise(bands), start=1):
        if after.at <= before.at:
            raise Document(None, (*document.path, "bands", place, "from")).error("out_of_order")
    return Bands(bands, _unit(document))


def _band(document: Document) -> Band:
    document.fields("from", "points")
    return Band(document.child("from").integer(0, MOST_PIECES), document.child("points").integer(0, MOST))


def _unit(document: Document) -> Label:
    return read_unit(document.child("unit"))


_READERS: dict[str, Callable[[Document], Value]] = {
    "least": _chosen,
    "each": _each,
    "per_hour": _hourly,
    "bands": _bands,
}
