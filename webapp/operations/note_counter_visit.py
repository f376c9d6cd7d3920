"""Somebody at the counter opens a household's card: it stands in the household's own log, and in the audit trail."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import exists, insert, literal, select

from webapp import clock
from webapp.models import AccessVisit, Household, User
from webapp.operations.note_change import add_events, events_of
from webapp.operations.transaction import transaction

COUNTER = "counter"
SAME_TALK = dt.timedelta(minutes=5)  # a page that is looked at again, or printed, is still the same visit


def note_counter_visit(actor: User, household: Household) -> None:
    community, key, now = household.community_id, household.id, clock.now()
    event = events_of(actor, "card_read_out", "household")
    of, at, way = AccessVisit.household_id, AccessVisit.at, AccessVisit.way
    recent = exists().where(AccessVisit.community_id == community, of == key, way == COUNTER, at > now - SAME_TALK)
    visit = select(literal(community), literal(key), literal(now, at.type), literal(COUNTER)).where(~recent)
    with transaction(community) as session:
        into = insert(AccessVisit).from_select([AccessVisit.community_id, of, at, way], visit)
        if session.connection().scalar(into.returning(AccessVisit.id)):
            add_events(session, event, [str(key)], {})
