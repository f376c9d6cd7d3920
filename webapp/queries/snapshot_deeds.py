"""The snapshot's deeds: what became of those that this person logged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import Deed, User, Walk
from webapp.queries.deeds import WIRE_STATES, WITHDRAWN


def own_deed_rows(user: User, since: dt.date, only: Collection[str] | None = None) -> list[dict]:
    """Oldest first; a refused one says why. Of those named by `only` and those they replace, where it is given."""
    found = (
        select(Deed, Walk.day)
        .join(Walk, Walk.id == Deed.walk_id)
        .where(
            Deed.community_id == user.community_id,
            Walk.community_id == user.community_id,
            Deed.logged_by == user.id,
            Walk.day >= since,
        )
        .order_by(Deed.id)
        .options(joinedload(Deed.courtyard))
    )
    if only is not None:
        replaced = select(Deed.replaces).where(Deed.community_id == user.community_id, Deed.uuid.in_(only))
        found = found.where(Deed.uuid.in_(only) | Deed.uuid.in_(replaced))
    return [_row(deed, day) for deed, day in db.session.execute(found)]


def _row(deed: Deed, day: dt.date) -> dict:
    assert deed.courtyard is not None, "what an inspector logs has one"
    return {
        "id": deed.uuid,
        "courtyard": deed.courtyard.code,
        "day": day.isoformat(),
        "deed": deed.kind,
        "points": deed.points,
        "happened_on": deed.day.isoformat(),
        "note": deed.text,
        "replaces": deed.replaces,
        "withdrawn": deed.state == WITHDRAWN,
        "state": WIRE_STATES[deed.state].value,
        "reason": deed.reason,
    }
