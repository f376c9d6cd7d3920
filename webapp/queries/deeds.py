"""Bonus deeds of courtyards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from sync.states import State
from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.scoring.observation import DeedClaim
from webapp.extensions import db
from webapp.models import Courtyard, Deed, Household, Membership, Person

ACCEPTED, REFUSED, WAITING, WITHDRAWN = "accepted", "refused", "waiting", "withdrawn"
UNDECIDED = (WAITING, WITHDRAWN)
# How the wire tells of a deed: without photos it is complete when it comes; about a withdrawn one nothing is open.
WIRE_STATES = {
    WAITING: State.COMPLETE,
    ACCEPTED: State.APPROVED,
    REFUSED: State.RETURNED,
    WITHDRAWN: State.APPROVED,
}


def deed_claims(
    community_id: int, month: str, courtyard_id: int | None = None, rulings: Rulings = NONE
) -> dict[int, list[DeedClaim]]:
    """The accepted deeds and breaches of `month` that count in a courtyard, by courtyard."""
    within: list[ColumnElement[bool]] = [Deed.account_id.is_(None)]
    if courtyard_id is not None:
        within.append(Deed.courtyard_id == courtyard_id)
    return _claims(community_id, month, Deed.courtyard_id, within, rulings)


def account_claims(
    community_id: int, month: str, account_id: int | None = None, rulings: Rulings = NONE
) -> dict[int, list[DeedClaim]]:
    """Those that name the account they count in, by account."""
    within = [Deed.account_id.is_not(None) if account_id is None else Deed.account_id == account_id]
    return _claims(community_id, month, Deed.account_id, within, rulings)


def _claims(
    community_id: int,
    month: str,
    by: InstrumentedAttribute[int | None],
    within: list[ColumnElement[bool]],
    rulings: Rulings,
) -> dict[int, list[DeedClaim]]:
    counts = (Deed.state == ACCEPTED) | Deed.id.in_(rulings.accepted)
    found = db.session.execute(
        select(by, Deed.id, Deed.kind, Deed.day, Deed.points, Deed.text, Deed.quantity)
        .where(Deed.community_id == community_id, Deed.month == month, counts, *within)
        .order_by(Deed.id)
    )
    claims: dict[int, list[DeedClaim]] = defaultdict(list)
    for whose, key, kind, day, points, text, quantity in found:
        claims[whose or 0].append(DeedClaim(str(key), kind, day, points, text, quantity))
    return {whose: rulings.on_deeds(found) for whose, found in claims.items()}


def waiting_deeds(community_id: int, month: str) -> int:
    """How many deeds of `month` nobody has decided on."""
    return (
        db.session.scalar(
            select(func.count(Deed.id)).where(
                Deed.community_id == community_id, Deed.month == month, Deed.state == WAITING
            )
        )
        or 0
    )


def deed_by_id(community_id: int, key: int) -> Deed | None:
    return db.session.scalar(select(Deed).where(Deed.community_id == community_id, Deed.id == key))


def households_of_courtyards(community_id: int, courtyards: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """By courtyard: its households as (id, name of the head), for staff to choose whose a deed was.

    Also those that moved to another when it was split or merged: the deed may be of before.
    """
    rows = db.session.execute(
        select(Courtyard.id, Household.id, func.max(Person.name))
        .join(Household, (Household.courtyard_id == Courtyard.id) | (Household.moved_from_id == Courtyard.id))
        .outerjoin(
            Membership,
            (Membership.household_id == Household.id)
            & (Membership.community_id == Household.community_id)
            & (Membership.role == "head")
            & Membership.until.is_(None),
        )
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(Household.community_id == community_id, Courtyard.community_id == community_id)
        .where(Courtyard.id.in_(courtyards))
        .group_by(Courtyard.id, Household.id)
        .order_by(Household.id)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for courtyard, key, name in rows:
        found[courtyard].append((key, name or ""))
    return found
