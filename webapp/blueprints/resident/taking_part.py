"""What the card's panel says of what the household can do itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from webapp.blueprints.resident.put_right_list import SaidRow, listed
from webapp.models import Household
from webapp.queries.claims import count_open_claims
from webapp.queries.help_tasks import count_open_for
from webapp.queries.sign_ups import count_upcoming


@dataclass(frozen=True, slots=True)
class TakingPart:
    """How many claims wait, activities are to come and help tasks are open; what was said to be put right."""

    claims: int
    activities: int
    help: int
    put_rights: list[SaidRow]


def taking_part(own: Household, today: dt.date) -> TakingPart:
    return TakingPart(count_open_claims(own), count_upcoming(own.community_id, today), count_open_for(own), listed(own))
