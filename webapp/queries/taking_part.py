"""What the newest card counts, in one statement: every opening of a card asks it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import select

from webapp.domain.ledger.posting import Balance
from webapp.extensions import db
from webapp.models import Account, Household
from webapp.queries.balances import balance
from webapp.queries.claims import count_of_open_claims
from webapp.queries.help_tasks import count_of_open_help
from webapp.queries.put_rights import count_of_put_rights_by
from webapp.queries.reservations import count_of_open_reservations
from webapp.queries.sign_ups import count_of_upcoming


class Counts(NamedTuple):
    """Own claims that wait, activities to come, help that could be taken, own put-right reports; the account's points,
    and goods that it waits for or that are put by.
    """

    claims: int
    activities: int
    help: int
    put_rights: int
    reservations: int
    balance: Balance


def counts_for(household: Household, account: Account | None, today: dt.date) -> Counts:
    key = account.id if account else 0
    counts = (
        count_of_open_claims(household),
        count_of_upcoming(household.community_id, today),
        count_of_open_help(household),
        count_of_put_rights_by(household),
        count_of_open_reservations(household.community_id, key, today),
    )
    points = balance(household.community_id, key).subquery()
    asked = select(*(each.scalar_subquery() for each in counts), points.c.spendable, points.c.waiting)
    claims, activities, helped, put_rights, reservations, spendable, waiting = tuple(db.session.execute(asked).one())
    return Counts(claims, activities, helped, put_rights, reservations, Balance(spendable, waiting))
