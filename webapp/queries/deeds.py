"""Bonus deeds of courtyards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Row, func, select

from sync.states import State
from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.scoring.observation import DeedClaim
from webapp.extensions import db
from webapp.models import Courtyard, Deed, Household, Membership, Person

ACCEPTED, REFUSED, WAITING, WITHDRAWN = "accepted", "refused", "waiting", "withdrawn"
UNDECIDED = (WAITING, WITHDRAWN)
CLAIM = (Deed.id, Deed.kind, Deed.day, Deed.points, Deed.text, Deed.quantity)
# How the wire tells of a deed: without photos it is complete when it comes; about a withdrawn one nothing is open.
WIRE_STATES = {
    WAITING: State.COMPLETE,
    ACCEPTED: State.APPROVED,
    REFUSED: State.RETURNED,
    WITHDRAWN: State.APPROVED,
}


Claims = dict[int, list[DeedClaim]]


def claims_in(
    community_id: int, month: str, rulings: Rulings = NONE, within: Iterable[ColumnElement[bool]] = ()
) -> tuple[Claims, Claims]:
    """The accepted deeds and breaches of `month`: by courtyard those that count in one, by account those that name the
    account they count in.
    """
    rows = _accepted(community_id, month, rulings, within)
    in_courtyards = [(row.courtyard_id, row) for row in rows if row.account_id is None]
    return _claims(in_courtyards, rulings), _claims([(row.account_id, row) for row in rows if row.account_id], rulings)


def _accepted(community_id: int, month: str, rulings: Rulings, within: Iterable[ColumnElement[bool]]) -> Sequence[Row]:
    counts = (Deed.state == ACCEPTED) | Deed.id.in_(rulings.accepted)
    return db.session.execute(
        select(Deed.account_id, Deed.courtyard_id, *CLAIM)
        .where(Deed.community_id == community_id, Deed.month == month, counts, *within)
        .order_by(Deed.id)
    ).all()


def _claims(rows: Iterable[tuple[int | None, Row]], rulings: Rulings) -> Claims:
    claims: dict[int, list[DeedClaim]] = defaultdict(list)
    for whose, (_, _, key, kind, day, points, text, quantity) in rows:
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
