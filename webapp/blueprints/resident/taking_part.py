"""What the card's panel says of what the household can do itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from webapp.blueprints.resident.put_right_list import SaidRow, listed
from webapp.models import Household
from webapp.queries.taking_part import Counts, counts_for


@dataclass(frozen=True, slots=True)
class TakingPart:
    """Counts, and the latest that was said to be put right."""

    counts: Counts
    said: SaidRow | None


def taking_part(own: Household, today: dt.date) -> TakingPart:
    counts = counts_for(own, today)
    return TakingPart(counts, next(iter(listed(own, 1)), None) if counts.put_rights else None)
