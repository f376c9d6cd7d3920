"""What the community owes for points, beside what it has to pay with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.rules.exchange import Rate

RECENT = 3  # months whose mean is taken for the next ones


class Standing(StrEnum):
    """How funds stand to what is owed."""

    COVERED = "covered"
    TIGHT = "tight"  # enough today, not for what the next three months will add
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Commitments:
    """Money in fen, points whole. `goods` are those on the shelf, worth what their points are worth; `monthly` is
    what a month adds to the points outstanding, by the last three.
    """

    outstanding: int
    owed: int
    funds: int
    goods: int
    monthly: int
    forecast: int

    @property
    def left(self) -> int:
        return self.funds + self.goods - self.owed

    @property
    def standing(self) -> Standing:
        if self.left < 0:
            return Standing.SHORT
        return Standing.TIGHT if self.forecast > self.funds + self.goods else Standing.COVERED


def commitments(rate: Rate, outstanding: int, funds: int, shelf: int, changes: Sequence[int]) -> Commitments:
    """`shelf` is what the goods there would cost in points; `changes` are what the last months added to the points
    outstanding, the latest last; spent points took off.
    """
    recent = changes[-RECENT:]
    monthly = sum(recent) // len(recent) if recent else 0
    ahead = outstanding + max(monthly, 0) * RECENT
    return Commitments(outstanding, rate.fen_of(outstanding), funds, rate.fen_of(shelf), monthly, rate.fen_of(ahead))
