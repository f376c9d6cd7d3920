"""Who holds which courtyard: the head of the household that holds its account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Account, AccountHolder, Membership, Person
from webapp.queries.users import is_within


class Holding(NamedTuple):
    """An account of a courtyard and a head of a household that holds it; nameless while nobody is recorded."""

    courtyard_id: int
    account_id: int
    opened_in: str
    closed_in: str | None
    name: str | None
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Holders:
    """Of some courtyards on any day: what was read once answers for all."""

    holdings: list[Holding]

    def on(self, day: dt.date) -> dict[int, str]:
        """The full name of the holder by courtyard, of those that had an account; "" when nobody is recorded."""
        month = f"{day:%Y-%m}"
        names: dict[int, str] = {}
        open_then = [each for each in self.holdings if _is_open(each, month)]
        latest = {each.courtyard_id: each.account_id for each in open_then}
        for each in open_then:
            if each.account_id == latest[each.courtyard_id]:
                names.setdefault(each.courtyard_id, "")
                if each.name is not None and is_within(day, each.since, each.until):
                    names[each.courtyard_id] = each.name
        return names


def _is_open(holding: Holding, month: str) -> bool:
    return holding.opened_in <= month and (holding.closed_in is None or holding.closed_in >= month)


def courtyard_holders(community_id: int, day: dt.date) -> dict[int, str]:
    """The full name of the holder on `day`, by courtyard."""
    return holders_of(community_id).on(day)


def holders_of(community_id: int, courtyards: Collection[int] | None = None) -> Holders:
    """Of all courtyards if None. Of several accounts, and of several heads, the one to go by comes last."""
    held = (AccountHolder.account_id == Account.id) & (AccountHolder.community_id == community_id)
    heads = (
        (Membership.household_id == AccountHolder.household_id)
        & (Membership.community_id == community_id)
        & (Membership.role == "head")
    )
    found = (
        select(
            *(Account.courtyard_id, Account.id, Account.opened_in, Account.closed_in),
            *(Person.name, Membership.since, Membership.until),
        )
        .outerjoin(AccountHolder, held)
        .outerjoin(Membership, heads)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(Account.community_id == community_id, Account.courtyard_id.is_not(None))
        .order_by(Account.opened_in, Account.id, AccountHolder.id.desc(), Membership.id.desc())
    )
    found = found if courtyards is None else found.where(Account.courtyard_id.in_(courtyards))
    return Holders([Holding._make(row) for row in db.session.execute(found)])
