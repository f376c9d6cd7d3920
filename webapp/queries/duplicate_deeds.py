"""Deeds that may have come twice: by phone, claim, sheet or file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.domain.months.duplicates import Told, may_be_one
from webapp.extensions import db
from webapp.models import Deed
from webapp.queries.deeds import ACCEPTED, WAITING


def duplicates_of(community_id: int, deeds: Collection[Deed]) -> dict[int, list[Deed]]:
    """By deed: the others that wait or are accepted and may be the same one, the oldest first."""
    if not deeds:
        return {}
    others = db.session.scalars(
        select(Deed)
        .where(
            Deed.community_id == community_id,
            Deed.day.in_({deed.day for deed in deeds}),
            Deed.state.in_((WAITING, ACCEPTED)),
        )
        .order_by(Deed.id)
        .options(joinedload(Deed.logger), joinedload(Deed.activity), joinedload(Deed.person))
    )
    on_day: dict[object, list[tuple[Deed, Told]]] = defaultdict(list)
    for other in others:
        on_day[other.day].append((other, told_of(other)))
    return {deed.id: _like(deed, on_day[deed.day]) for deed in deeds}


def _like(deed: Deed, others: list[tuple[Deed, Told]]) -> list[Deed]:
    told = told_of(deed)
    return [other for other, of_other in others if other.id != deed.id and may_be_one(told, of_other)]


def told_of(deed: Deed) -> Told:
    whose = ("account", deed.account_id) if deed.account_id is not None else ("courtyard", deed.courtyard_id or 0)
    return Told(whose, deed.kind, deed.day, deed.household_id, deed.person_id, deed.activity_id)
