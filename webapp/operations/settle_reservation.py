"""Put goods by for who waited and whose turn it is, or let a reservation go."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.models import User
from webapp.operations.hand_out import require_other
from webapp.operations.note_change import note_event
from webapp.operations.reserve_good import require_day
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
        note_event(session, actor, "good_kept_for", "good", str(found.good_id), pieces=found.pieces)
    return True


def release(actor: User, key: int) -> bool:
    """False when there is nothing to release any more."""
    with transaction(actor.community_id) as session:
        found = open_reservation(actor.community_id, key, clock.today(actor.community))
        if found is None:
            return False
        found.state, found.ended_by, found.ended_at = RELEASED, actor.id, clock.now()
        note_event(session, actor, "good_released", "good", str(found.good_id), pieces=found.pieces)
    return True
