"""Past months as a small chart and a table."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.queries.cards import CardMonth

MOST = 12  # a year
SLOT, HEIGHT, BASELINE = 30, 96, 112


@dataclass(frozen=True, slots=True)
class Column:
    """One month's column; `height` is 0 when it was not assessed. `middle` is where its words stand."""

    month: str
    number: int
    assessed: bool
    base: int
    bonus: int
    total: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + (SLOT - 8) // 2


@dataclass(frozen=True, slots=True)
class History:
    """The columns of the last year, oldest first; the chart is as wide as a whole year, so that figures stay small."""

    columns: list[Column]

    @property
    def width(self) -> int:
        return SLOT * MOST


def build_history(months: list[CardMonth], full: int) -> History:
    """From published months, newest first; `full` is the height of the chart in points."""
    shown = months[:MOST][::-1]
    return History([_column(place, found, full) for place, found in enumerate(shown)])


def _column(place: int, found: CardMonth, full: int) -> Column:
    score = found.score
    height = HEIGHT * max(0, min(score.total, full)) // full if score.assessed and full else 0
    return Column(
        month=found.month.name,
        number=int(found.month.name[5:]),
        assessed=score.assessed,
        base=score.base,
        bonus=score.bonus,
        total=score.total,
        x=place * SLOT + 4,
        y=BASELINE - height,
        height=height,
    )
