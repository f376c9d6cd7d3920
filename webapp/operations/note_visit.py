"""Write an opening of a card into the household's own log."""

from __future__ import annotations

from webapp import clock
from webapp.models import AccessVisit, Household
from webapp.operations.transaction import transaction


def note_visit(household: Household, way: str) -> None:
    """`way` says how it was opened, in AccessVisit's words."""
    of = {"community_id": household.community_id, "household_id": household.id}
    with transaction(household.community_id) as session:
        session.add(AccessVisit(**of, at=clock.now(), way=way))
