"""What a published month comes to in figures, from its publications and nothing else: no names, no doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.months.corrections import corrections


@dataclass(frozen=True, slots=True)
class Figures:
    """`average` is in tenths of a point, None where nobody was assessed; `faulty` counts by group of items the assessed
    courtyards with a fault in it; `corrected` are doors whose total differs from the first publication.
    """

    courtyards: int
    assessed: int
    average: int | None
    full: int
    faulty: tuple[tuple[str, int], ...]
    corrected: int

    def percent(self, count: int) -> int:
        """Of the assessed, to the nearest, half up."""
        return (200 * count + self.assessed) // (2 * self.assessed) if self.assessed else 0


def figures_of(document: dict[str, Any], first: dict[str, Any], group_of: Mapping[str, str]) -> Figures:
    """`document` is the latest, `first` the first publication of the month; `group_of` maps items to their groups."""
    assessed = [row for lane in document["lanes"] for row in lane["rows"] if row["assessed"]]
    in_groups = [{group_of[code] for code in row["faults"] if code in group_of} for row in assessed]
    total = sum(row["total"] for row in assessed)
    return Figures(
        courtyards=document["courtyards"],
        assessed=len(assessed),
        average=(20 * total + len(assessed)) // (2 * len(assessed)) if assessed else None,
        full=document["full"],
        faulty=tuple((group, sum(group in each for each in in_groups)) for group in dict.fromkeys(group_of.values())),
        corrected=len(corrections(document, first)),
    )
