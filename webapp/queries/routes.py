"""The courtyards of a month by route: grid, then the order in which its inspector walks."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import Courtyard, Grid, Lane


def courtyards_on_the_way(community_id: int, month: str, lane: str = "") -> list[Courtyard]:
    """Those enrolled in `month`, of one lane or of all, by grid and walking order."""
    found = (
        select(Courtyard)
        .join(Courtyard.lane)
        .join(Courtyard.grid)
        .where(
            Courtyard.community_id == community_id,
            Courtyard.enrolled_from <= month,
            Courtyard.enrolled_until.is_(None) | (Courtyard.enrolled_until >= month),
        )
        .order_by(Grid.code, Courtyard.walk_position, Courtyard.id)
        .options(joinedload(Courtyard.lane), joinedload(Courtyard.grid))
    )
    return list(db.session.scalars(found.where(Lane.name == lane) if lane else found))
