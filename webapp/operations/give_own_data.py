"""Note that a household got a copy of what is kept of it."""

from __future__ import annotations

from webapp.models import Household, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction


def give_own_data(actor: User, household: Household) -> None:
    """Who gave it, when, to which household; what was in it is not noted."""
    if not actor.has_role("staff"):
        raise PermissionError("only staff give data at the counter")
    key = str(household.id)
    with transaction(actor.community_id) as session:
        note_event(session, actor, "own_data_given", "household", key)
