"""How often others saw the same as an inspector: counts, and whether there are enough of them to say anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.months.fairness import ENOUGH_JUDGEMENTS


@dataclass(frozen=True, slots=True)
class Tally:
    """Items that somebody else judged too, and how many of them alike."""

    compared: int = 0
    agreed: int = 0

    @property
    def says_little(self) -> bool:
        return self.compared < ENOUGH_JUDGEMENTS

    @property
    def percent(self) -> int:
        """Rounded to the nearest, half up."""
        return (200 * self.agreed + self.compared) // (2 * self.compared) if self.compared else 0


def tally(alike: Iterable[bool]) -> Tally:
    found = list(alike)
    return Tally(len(found), sum(found))


def added(tallies: Iterable[Tally]) -> Tally:
    found = list(tallies)
    return Tally(sum(each.compared for each in found), sum(each.agreed for each in found))
