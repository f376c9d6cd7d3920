"""What the card's panel counts, in one statement: every opening of a card asks it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Household
from webapp.queries.claims import count_of_open_claims
from webapp.queries.help_tasks import count_of_open_help
from webapp.queries.put_rights import count_of_put_rights_by
from webapp.queries.sign_ups import count_of_upcoming


class Counts(NamedTuple):
    """Own claims that wait, activities to come, help that could be taken, own put-right reports."""

    claims: int
    activities: int
    help: int
    put_rights: int


def counts_for(household: Household, today: dt.date) -> Counts:
    counts = (
        count_of_open_claims(household),
        count_of_upcoming(household.community_id, today),
        count_of_open_help(household),
        count_of_put_rights_by(household),
    )
    return Counts(*db.session.execute(select(*(each.scalar_subquery() for each in counts))).one())
