"""Somebody at the counter opens a household's card: it stands in the household's own log, and in the audit trail."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.models import AccessVisit, Household, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.households import last_visits

COUNTER = "counter"
SAME_TALK = dt.timedelta(minutes=5)  # a page that is looked at again, or printed, is still the same visit


def note_counter_visit(actor: User, household: Household) -> None:
    with transaction(actor.community_id) as session:
        last = next(iter(last_visits(household, 1)), None)
        if last is not None and last.way == COUNTER and clock.now() - last.at < SAME_TALK:
            return
        of = {"community_id": household.community_id, "household_id": household.id}
        session.add(AccessVisit(**of, at=clock.now(), way=COUNTER))
        note_event(session, actor, "card_read_out", "household", str(household.id))
