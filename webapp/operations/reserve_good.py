"""Put goods by for an account until a day; where there are not enough, it waits in line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.reserving import LONGEST_DAYS, free_of
from webapp.models import Account, Reservation, User
from webapp.operations.hand_out import MOST_PIECES, require_other
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.goods import goods_by_id, stock_of
from webapp.queries.reservations import KEPT, WAITING, kept_of, open_reservations


@dataclass(frozen=True, slots=True)
class Wish:
    """So many pieces of a good; `until` is the last day on which they are put by."""

    good: int
    pieces: int
    until: dt.date


def reserve_good(actor: User, account: Account, wish: Wish) -> Reservation:
    """Kept where enough is free and nobody waits for the same, else waiting. Raises Refused. The same wish again is
    the same reservation: an account has one for each good.
    """
    today = clock.today(actor.community)
    with transaction(actor.community_id) as session:
        require_other(actor, account)
        good = goods_by_id(actor.community_id, {wish.good}).get(wish.good)
        if good is None or not good.on_offer or not 0 < wish.pieces <= MOST_PIECES:
            raise Refused("not_on_offer")
        require_day(wish.until, today)
        queue = [each for each in open_reservations(actor.community_id, today) if each.good_id == good.id]
        own = next((each for each in queue if each.account_id == account.id), None)
        if own is not None:
            return own
        stock, kept = stock_of(actor.community_id, {good.id}), kept_of(actor.community_id, {good.id}, today)
        is_free = free_of(stock[good.id], kept[good.id]) >= wish.pieces
        is_kept = is_free and not any(each.state == WAITING for each in queue)
        reservation = Reservation(
            community_id=actor.community_id,
            good_id=good.id,
            account_id=account.id,
            pieces=wish.pieces,
            state=KEPT if is_kept else WAITING,
            until=wish.until if is_kept else None,
            made_by=actor.id,
            made_at=clock.now(),
        )
        session.add(reservation)
        session.flush()
        action = "good_kept_for" if is_kept else "good_waiting"
        note_event(session, actor, action, "good", str(good.id), pieces=wish.pieces)
    return reservation


def require_day(until: dt.date, today: dt.date) -> None:
    """Raises Refused for a day that is past or far."""
    if not today <= until <= today + dt.timedelta(days=LONGEST_DAYS):
        raise Refused("bad_until", most=LONGEST_DAYS)
