"""Put goods by for whose turn it is, by the counter or the household itself; say who comes, or let it go."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.reserving import free_of
from webapp.models import Community, Household, Reservation, User
from webapp.models.types import NAME
from webapp.operations.call_in_line import call_next
from webapp.operations.collector_named import collector_named
from webapp.operations.hand_out import require_other
from webapp.operations.require_own import is_own, require_affordable
from webapp.operations.reserve_good import note_reservation, require_day
from webapp.operations.transaction import transaction
from webapp.queries.goods import stock_of
from webapp.queries.reservations import KEPT, RELEASED, WAITING, kept_of, open_reservation


def keep_for(actor: User, key: int, until: dt.date) -> bool:
    """False when it is not there or kept already; raises Refused when others come first or the day is wrong."""
    today = clock.today(actor.community)
    with transaction(actor.community_id) as session:
        found = open_reservation(actor.community_id, key, today)
        if found is None or found.state != WAITING:
            return False
        require_other(actor, found.account)
        require_day(until, today)
        _put_by(session, actor, found, until, today)
    return True


def take_turn(by: Household, key: int, until: dt.date) -> bool:
    """The household whose turn it is has it put by until a day. False when it is not there any more; raises Refused
    with whatever stands against it by the rules, and when it is not its turn. Twice is the same as once.
    """
    with transaction(by.community_id) as session:
        today = clock.today(session.get_one(Community, by.community_id))
        found = open_reservation(by.community_id, key, today)
        if found is None:
            return False
        _require_right(by, found, today)
        if found.state == WAITING:
            require_day(until, today)
            require_affordable(found.account, found.good, found.pieces, today, besides=found)
            _put_by(session, by, found, until, today)
    return True


def release(by: User | Household, key: int) -> bool:
    """False when there is nothing to release any more; raises Refused to a household whose it is not."""
    with transaction(by.community_id) as session:
        today = clock.today(session.get_one(Community, by.community_id))
        found = open_reservation(by.community_id, key, today)
        if found is None:
            return False
        _require_right(by, found, today)
        found.state, found.ended_at = RELEASED, clock.now()
        found.ended_by = by.id if isinstance(by, User) else None
        note_reservation(session, by, "good_released", found)
        call_next(session, by.community_id)
    return True


def name_collector(by: User | Household, key: int, name: str) -> bool:
    """Say who will come for it; without a name it is the household itself. False and Refused as above, and
    Refused where a number of an identity card stands instead.
    """
    with transaction(by.community_id) as session:
        today = clock.today(session.get_one(Community, by.community_id))
        found = open_reservation(by.community_id, key, today)
        if found is None:
            return False
        _require_right(by, found, today)
        collector = collector_named(name)[:NAME]
        if found.picked_up_by != collector:
            found.picked_up_by = collector
            note_reservation(session, by, "good_collector_named", found)
    return True


def _put_by(session: Session, by: User | Household, found: Reservation, until: dt.date, today: dt.date) -> None:
    """Raises Refused when it is not its turn, or others hold what is there."""
    community, good = found.community_id, found.good_id
    held = kept_of(community, {good}, today, besides=found.account_id)[good]
    if not found.is_called or free_of(stock_of(community, {good})[good], held) < found.pieces:
        raise Refused("not_turn")
    found.state, found.until = KEPT, until
    note_reservation(session, by, "good_kept_for", found)


def _require_right(by: User | Household, reservation: Reservation, today: dt.date) -> None:
    if isinstance(by, Household) and not is_own(by, reservation, today):
        raise Refused("not_own")
