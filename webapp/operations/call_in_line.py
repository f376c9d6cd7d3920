"""Call whoever is next in line for a good: its pieces are held for some days, then the turn passes on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.goods.reserving import turn_until
from webapp.models import Community, Reservation
from webapp.operations.note_change import note_own_act
from webapp.operations.transaction import transaction
from webapp.queries.goods import stock_of
from webapp.queries.installation import community_ids
from webapp.queries.reservations import WAITING, due_among, open_reservations
from webapp.queries.rule_books import rule_book_in_force


def call_in_line() -> int:
    """By the clock, for what nobody came for or answered by yesterday. How many turns came."""
    return sum(_call_in(community_id) for community_id in community_ids())


def _call_in(community_id: int) -> int:
    with transaction(community_id) as session:
        return call_next(session, community_id)


def call_next(session: Session, community_id: int) -> int:
    """After whatever changed a shelf or the line, in its transaction. Of whom a count finds too little, the last are
    called back. How many turns came.
    """
    session.flush()
    today = clock.today(session.get_one(Community, community_id))
    line = open_reservations(community_id, today)
    waiting = [each for each in line if each.state == WAITING and each.good.on_offer]
    if not waiting:
        return 0
    due = due_among(line, stock_of(community_id, {each.good_id for each in waiting}))
    until = turn_until(rule_book_in_force(community_id, f"{today:%Y-%m}")[1], today)
    came = [each for each in waiting if each.id in due and not each.is_called]
    for each in came:
        each.until = until
        _note(session, "good_turn_came", each)
    for each in waiting:
        if each.id not in due and each.is_called:
            each.until = None
            _note(session, "good_turn_called_back", each)
    return len(came)


def _note(session: Session, action: str, reservation: Reservation) -> None:
    good, account = str(reservation.good_id), reservation.account_id
    note_own_act(session, reservation.community_id, action, "good", good, pieces=reservation.pieces, account=account)
