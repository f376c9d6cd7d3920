"""The bar chart of totals: where its bars stand, in units of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.queries.month_desk import Spread

WIDTH, TOP, GROUND = 300, 24, 136


@dataclass(frozen=True, slots=True)
class Column:
    """A bar with its figure above and its total below."""

    total: int
    count: int
    left: int
    middle: int
    width: int
    top: int
    height: int


def columns_of(spread: Spread) -> list[Column]:
    """One column for each total from the least to the greatest, the empty ones too."""
    most = max(count for _, count in spread.bars)
    pitch = WIDTH // len(spread.bars)
    width = min(max(pitch - 5, 2), 40)
    return [_column(at, bar, most, pitch, width) for at, bar in enumerate(spread.bars)]


def _column(at: int, bar: tuple[int, int], most: int, pitch: int, width: int) -> Column:
    total, count = bar
    height = (GROUND - TOP) * count // most
    left = at * pitch + (pitch - width) // 2
    return Column(total, count, left, left + width // 2, width, GROUND - height, height)
