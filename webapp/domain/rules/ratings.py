"""Who is commended, and which stars, bands and ranks there are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from webapp.domain.rules.document import Document
from webapp.domain.rules.label import Label
from webapp.domain.rules.limits import read_span
from webapp.domain.rules.span import MONTH, Span

MOST = 1_000_000
BOUNDS = {"from": (-MOST, MOST), "top": (1, 10_000), "percent": (1, 100)}
REACHED_BY = (*BOUNDS, "otherwise")
COMMENDED_BY = ("top", "percent")


@dataclass(frozen=True, slots=True)
class Commendation:
    """The `top` best totals, or the best so many `percent` of them, of at least `minimum` points if there is such a
    limit; all who tie at the cut are in.
    """

    top: int | None = None
    minimum: int | None = None
    percent: int | None = None

    @classmethod
    def read(cls, document: Document) -> Commendation:
        document.fields(*COMMENDED_BY, "minimum")
        if document.has("top") == document.has("percent"):
            raise document.error("one_of_these_fields", choices=", ".join(COMMENDED_BY))
        top = document.maybe("top", lambda found: found.integer(*BOUNDS["top"]))
        percent = document.maybe("percent", lambda found: found.integer(*BOUNDS["percent"]))
        return cls(top, document.maybe("minimum", lambda found: found.integer(0, MOST)), percent)

    def places(self, among: int) -> int:
        """How many of so many are commended; of a per cent the fraction is dropped."""
        return self.top if self.top is not None else among * (self.percent or 0) // 100


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
