"""Goods that are put by, and who waits for which, in order."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from webapp.domain.goods.reserving import free_of, whose_turn
from webapp.extensions import db
from webapp.models import Account, Reservation

WAITING, KEPT, TAKEN, RELEASED = "waiting", "kept", "taken", "released"


def open_reservations(community_id: int, day: dt.date, account_id: int | None = None) -> list[Reservation]:
    """Those that wait, are called or are kept on `day`, good by good, the oldest first."""
    found = _listed(community_id, _is_open(day))
    found = found if account_id is None else found.where(Reservation.account_id == account_id)
    return list(db.session.scalars(found))


def count_of_open_reservations(community_id: int, account_id: int, day: dt.date) -> Select[int]:
    return select(func.count(Reservation.id)).where(
        Reservation.community_id == community_id, Reservation.account_id == account_id, _is_open(day)
    )


def open_and_lapsed(account: Account, day: dt.date, since: dt.date) -> tuple[list[Reservation], list[Reservation]]:
    """Those of everybody that are open; and those of the account that nobody came for, kept or called until `since` or
    later.
    """
    missed = (Reservation.account_id == account.id) & _is_held(since)
    found = db.session.scalars(_listed(account.community_id, _is_open(day) | missed)).all()
    lapsed = [each for each in found if each.until is not None and each.until < day]
    return [each for each in found if each not in lapsed], lapsed


def _is_open(day: dt.date) -> ColumnElement[bool]:
    return or_((Reservation.state == WAITING) & Reservation.until.is_(None), _is_held(day))


def _is_held(day: dt.date) -> ColumnElement[bool]:
    """Put by, or whose turn it is: on `day` nobody else gets these pieces."""
    return Reservation.state.in_((WAITING, KEPT)) & (Reservation.until >= day)


def _listed(community_id: int, which: ColumnElement[bool]) -> Select[Reservation]:
    return (
        select(Reservation)
        .where(Reservation.community_id == community_id, which)
        .order_by(Reservation.good_id, Reservation.id)
        .options(joinedload(Reservation.good), joinedload(Reservation.account), joinedload(Reservation.maker))
    )


def reservation_by_id(community_id: int, key: int) -> Reservation | None:
    """Also one that has ended."""
    return db.session.scalar(select(Reservation).where(Reservation.community_id == community_id, Reservation.id == key))


def reservation_by_token(community_id: int, token: str) -> Reservation | None:
    """The one that a form with this token made."""
    return db.session.scalar(
        select(Reservation).where(Reservation.community_id == community_id, Reservation.token == token)
    )


def reservations_of(community_id: int, account_id: int) -> list[Reservation]:
    """All of the account, also those that have ended."""
    found = select(Reservation).where(Reservation.community_id == community_id, Reservation.account_id == account_id)
    return list(db.session.scalars(found))


def open_reservation(community_id: int, key: int, day: dt.date) -> Reservation | None:
    return next((each for each in open_reservations(community_id, day) if each.id == key), None)


def kept_of(
    community_id: int, goods: Collection[int], day: dt.date, besides: int | None = None
) -> defaultdict[int, int]:
    """Pieces that are held on `day`, by good; for everybody but the account `besides`."""
    found = select(Reservation.good_id, func.sum(Reservation.pieces)).where(
        Reservation.community_id == community_id,
        Reservation.good_id.in_(goods),
        _is_held(day),
    )
    if besides is not None:
        found = found.where(Reservation.account_id != besides)
    return defaultdict(int, db.session.execute(found.group_by(Reservation.good_id)).all())


def called(community_id: int, day: dt.date) -> set[int]:
    """Keys of those that wait and whose turn it is on that day."""
    return {each.id for each in open_reservations(community_id, day) if each.is_called}


def due_among(line: Sequence[Reservation], stock: Mapping[int, int]) -> set[int]:
    """Keys of those whose turn it should be, of all that are open, good by good: there is enough for them and for all
    before them.
    """
    kept: Counter[int] = Counter()
    for each in line:
        kept[each.good_id] += each.pieces if each.state == KEPT else 0
    waiting = [each for each in line if each.state == WAITING]
    return {
        key
        for good, queue in groupby(waiting, lambda each: each.good_id)
        for key in whose_turn(_wanted(list(queue)), free_of(stock.get(good, 0), kept[good]))
    }


def _wanted(queue: Sequence[Reservation]) -> list[tuple[int, int]]:
    return [(each.id, each.pieces) for each in queue]
