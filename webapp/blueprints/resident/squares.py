"""One square is one point: the rows of squares beside a score."""

from __future__ import annotations

from dataclasses import dataclass

STEP = 20  # a square of 16 and the gap to the next, in units of the drawing
MOST = 10  # longer rows can't be counted by eye; then the ledger alone explains


@dataclass(frozen=True, slots=True)
class Square:
    """`state` is won, lost or none; `x` is its left edge."""

    state: str
    x: int


@dataclass(frozen=True, slots=True)
class Squares:
    """A row: `won` of `full`; what is missing counts as lost in a row that started full, else as empty."""

    won: int
    full: int
    starts_full: bool

    @property
    def countable(self) -> bool:
        return 0 <= self.won <= self.full <= MOST

    @property
    def missing(self) -> int:
        return self.full - self.won

    @property
    def width(self) -> int:
        return self.full * STEP - 2

    def __iter__(self):
        rest = "lost" if self.starts_full else "none"
        return (Square("won" if place < self.won else rest, place * STEP) for place in range(self.full))
