"""Who is commended, and which stars, bands and ranks there are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from webapp.domain.rules.document import Document
from webapp.domain.rules.label import Label
from webapp.domain.rules.limits import read_span
from webapp.domain.span import MONTH, Span

MOST = 1_000_000
BOUNDS = {"from": (-MOST, MOST), "top": (1, 10_000), "percent": (1, 100)}
REACHED_BY = (*BOUNDS, "otherwise")


@dataclass(frozen=True, slots=True)
class Commendation:
    """The `top` best totals of at least `minimum` points; all who tie at the cut are in."""

    top: int
    minimum: int

    @classmethod
    def read(cls, document: Document) -> Commendation:
        document.fields("top", "minimum")
        return cls(document.child("top").integer(1, 10000), document.child("minimum").integer(0, MOST))


@dataclass(frozen=True, slots=True)
class Level:
    """A star or band. `by` says how it is reached: from so many points, as one of the top so many, as one of so many
    per cent, or otherwise, by all who reach no other.
    """

    code: str
    label: Label
    by: str
    value: int

    @classmethod
    def read(cls, document: Document) -> Level:
        document.fields("code", "label", *REACHED_BY)
        ways = [way for way in REACHED_BY if document.has(way) and document.value[way] is not False]
        if len(ways) != 1:
            raise document.error("one_of_these_fields", choices=", ".join(REACHED_BY))
        [way] = ways
        found = document.child(way)
        return cls(
            document.child("code").code(),
            Label.read(document.child("label"), longest=20),
            way,
            int(not found.yes()) if way == "otherwise" else found.integer(*BOUNDS[way]),
        )


@dataclass(frozen=True, slots=True)
class Rating:
    """Levels, the best first; each subject has the first one that it reaches, among its own group where `by_group`.

    Rated are the totals of a span, when it ends. `ties` says whether all or none of those are in who tie at a cut.
    """

    code: str
    label: Label
    levels: tuple[Level, ...]
    over: Span = MONTH
    by_group: bool = False
    ties: str = "all"

    @classmethod
    def read(cls, document: Document) -> Rating:
        document.fields("code", "label", "levels", "over", "by_group", "ties")
        levels = document.each("levels", Level.read, least=1)
        _check_best_first(document, levels)
        return cls(
            document.child("code").code(),
            Label.read(document.child("label"), longest=40),
            levels,
            document.maybe("over", read_span) or MONTH,
            document.flag("by_group"),
            document.maybe("ties", lambda found: found.one_of(("all", "none"))) or "all",
        )


def _check_best_first(document: Document, levels: tuple[Level, ...]) -> None:
    for place, (better, worse) in enumerate(pairwise(levels), start=1):
        falls = worse.value < better.value if better.by == "from" else worse.value > better.value
        if better.by == "otherwise" or (better.by == worse.by and not falls):
            path = (*document.path, "levels", place, worse.by)
            raise Document(None, path).error("best_first")
