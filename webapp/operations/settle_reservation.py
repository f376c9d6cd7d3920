"""Put goods by for who waited and whose turn it is, say who comes for them, or let a reservation go."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.models import Community, Household, Reservation, User
from webapp.models.types import NAME
from webapp.operations.hand_out import require_other
from webapp.operations.require_own import is_own
from webapp.operations.reserve_good import note_reservation, require_day
from webapp.operations.transaction import transaction
from webapp.queries.reservations import KEPT, RELEASED, WAITING, called, open_reservation


def keep_for(actor: User, key: int, until: dt.date) -> bool:
    """False when it is not there or kept already; raises Refused when others come first or the day is wrong."""
    today = clock.today(actor.community)
    with transaction(actor.community_id) as session:
        found = open_reservation(actor.community_id, key, today)
        if found is None or found.state != WAITING:
            return False
        require_other(actor, found.account)
        require_day(until, today)
        if key not in called(actor.community_id, today):
            raise Refused("not_turn")
        found.state, found.until = KEPT, until
        note_reservation(session, actor, "good_kept_for", found)
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
    return True


def name_collector(by: User | Household, key: int, name: str) -> bool:
    """Say who will come for it; without a name it is the household itself. False and Refused as above."""
    with transaction(by.community_id) as session:
        today = clock.today(session.get_one(Community, by.community_id))
        found = open_reservation(by.community_id, key, today)
        if found is None:
            return False
        _require_right(by, found, today)
        if found.picked_up_by != name.strip()[:NAME]:
            found.picked_up_by = name.strip()[:NAME]
            note_reservation(session, by, "good_collector_named", found)
    return True


def _require_right(by: User | Household, reservation: Reservation, today: dt.date) -> None:
    if isinstance(by, Household) and not is_own(by, reservation, today):
        raise Refused("not_own")
