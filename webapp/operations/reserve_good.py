"""Put goods by for an account until a day; where there are not enough, it waits in line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.reserving import LONGEST_DAYS, free_of
from webapp.models import Account, Community, Good, Household, Reservation, User
from webapp.models.types import NAME
from webapp.operations.collector_named import collector_named
from webapp.operations.hand_out import MOST_PIECES, require_other
from webapp.operations.note_change import note_event, note_own_act
from webapp.operations.require_own import require_affordable, require_own_account
from webapp.operations.transaction import transaction
from webapp.queries.goods import goods_by_id, stock_of
from webapp.queries.reservations import KEPT, WAITING, kept_of, open_reservations, reservation_by_token


@dataclass(frozen=True, slots=True)
class Wish:
    """So many pieces of a good; `until` is the last day on which they are put by, `token` is of the form."""

    good: int
    pieces: int
    until: dt.date
    picked_up_by: str = ""
    token: str = ""


def reserve_good(by: User | Household, account: Account, wish: Wish) -> Reservation:
    """Kept where enough is free and nobody waits for the same, else waiting. Raises Refused. The same wish again is
    the same reservation: an account has one for each good. A household reserves for its own account what the counter
    would hand out to it that day.
    """
    with transaction(by.community_id) as session:
        today = clock.today(session.get_one(Community, by.community_id))
        _require_right(by, account, today)
        before = reservation_by_token(by.community_id, wish.token) if wish.token else None
        if before is not None:
            return _same(before, account)
        good = _good_of(by, wish)
        require_day(wish.until, today)
        queue = [each for each in open_reservations(by.community_id, today) if each.good_id == good.id]
        own = next((each for each in queue if each.account_id == account.id), None)
        if own is not None:
            return own
        if isinstance(by, Household):
            require_affordable(account, good, wish.pieces, today)
        return _keep(session, by, account, wish, is_kept=_has_room(good, wish, queue, today))


def require_day(until: dt.date, today: dt.date) -> None:
    """Raises Refused for a day that is past or far."""
    if not today <= until <= today + dt.timedelta(days=LONGEST_DAYS):
        raise Refused("bad_until", most=LONGEST_DAYS)


def note_reservation(session: Session, by: User | Household, action: str, reservation: Reservation) -> None:
    """By whom: somebody at the counter, or the household itself."""
    good, pieces = str(reservation.good_id), reservation.pieces
    if isinstance(by, User):
        note_event(session, by, action, "good", good, pieces=pieces)
    else:
        note_own_act(session, by.community_id, action, "good", good, pieces=pieces, household=by.id)


def _require_right(by: User | Household, account: Account, today: dt.date) -> None:
    if isinstance(by, User):
        require_other(by, account)
    else:
        require_own_account(by, account, today)


def _same(before: Reservation, account: Account) -> Reservation:
    """A page of another card, that is gone back to on the same phone, serves nobody else."""
    if before.account_id != account.id:
        raise Refused("not_own")
    return before


def _good_of(by: User | Household, wish: Wish) -> Good:
    good = goods_by_id(by.community_id, {wish.good}).get(wish.good)
    if good is None or not good.on_offer or not 0 < wish.pieces <= MOST_PIECES:
        raise Refused("not_on_offer")
    return good


def _has_room(good: Good, wish: Wish, queue: list[Reservation], today: dt.date) -> bool:
    stock, kept = stock_of(good.community_id, {good.id}), kept_of(good.community_id, {good.id}, today)
    is_free = free_of(stock[good.id], kept[good.id]) >= wish.pieces
    return is_free and not any(each.state == WAITING for each in queue)


def _keep(session: Session, by: User | Household, account: Account, wish: Wish, *, is_kept: bool) -> Reservation:
    reservation = Reservation(
        community_id=by.community_id,
        good_id=wish.good,
        account_id=account.id,
        pieces=wish.pieces,
        state=KEPT if is_kept else WAITING,
        until=wish.until if is_kept else None,
        picked_up_by=collector_named(wish.picked_up_by)[:NAME],
        token=wish.token or None,
        household_id=by.id if isinstance(by, Household) else None,
        made_by=by.id if isinstance(by, User) else None,
        made_at=clock.now(),
    )
    session.add(reservation)
    session.flush()
    note_reservation(session, by, "good_kept_for" if is_kept else "good_waiting", reservation)
    return reservation
