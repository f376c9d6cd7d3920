"""Who stands at the counter: households by name, door number, household code, or what a scanner read off a code."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.domain.household_code import code_in
from webapp.extensions import db
from webapp.models import Courtyard, Household
from webapp.queries.pins import households_at
from webapp.queries.search import found_courtyards, found_people

MOST = 60


def households_found(community_id: int, text: str) -> list[Household]:
    """At most MOST, each once, those of a code first."""
    by_code = _by_code(community_id, code_in(text))
    by_name = [each.household for each in found_people(community_id, text)]
    doors = [each.id for each in found_courtyards(community_id, text)]
    found = {each.id: each for each in (*by_code, *by_name, *households_at(community_id, doors))}
    return list(found.values())[:MOST]


def _by_code(community_id: int, code: str) -> list[Household]:
    """Of the card, or of the door plate: then everybody who lives behind that door."""
    owns = select(Courtyard.id).where(Courtyard.community_id == community_id, Courtyard.code == code)
    rows = (
        select(Household)
        .where(
            Household.community_id == community_id,
            (Household.code == code) | Household.courtyard_id.in_(owns),
        )
        .options(joinedload(Household.courtyard).joinedload(Courtyard.lane))
        .order_by(Household.kind != "owner", Household.id)
    )
    return list(db.session.scalars(rows))
