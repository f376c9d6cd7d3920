"""What the card's panel says of what the household can do itself."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.blueprints.resident.put_right_list import SaidRow, listed
from webapp.domain.months.put_right import State
from webapp.models import Household
from webapp.queries.rule_books import Versions
from webapp.queries.taking_part import Counts


@dataclass(frozen=True, slots=True)
class TakingPart:
    """Counts, and what was said to be put right, the latest first."""

    counts: Counts
    reports: list[SaidRow]

    def report_on(self, item: str, check: str) -> SaidRow | None:
        """The latest about this fault that was not taken back."""
        about = (each for each in self.reports if (each.said.item, each.said.check.uuid) == (item, check))
        return next((each for each in about if each.said.state != State.WITHDRAWN), None)


def taking_part(own: Household, counts: Counts, books: Versions) -> TakingPart:
    return TakingPart(counts, listed(own, books, with_photos=False) if counts.put_rights else [])
