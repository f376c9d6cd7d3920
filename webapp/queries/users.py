"""Users, their grids and what they may not judge."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Assignment, Grid, Membership, Recusal, User
from webapp.models.household import Household


def user_by_name(username: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == username, User.active))


def grids_of(user: User, day: dt.date) -> list[Grid]:
    """The grids this inspector walks on `day`, by code."""
    return list(
        db.session.scalars(
            select(Grid)
            .join(Assignment, Assignment.grid_id == Grid.id)
            .where(
                Assignment.community_id == user.community_id,
                Assignment.user_id == user.id,
                Assignment.since <= day,
                (Assignment.until.is_(None)) | (Assignment.until >= day),
            )
            .order_by(Grid.code)
        )
    )


def recused_courtyards(user: User, day: dt.date) -> set[int]:
    """回避: ids of the user's own courtyards and of those recorded for relatives."""
    recorded = select(Recusal.courtyard_id).where(Recusal.community_id == user.community_id, Recusal.user_id == user.id)
    own = (
        select(Household.courtyard_id)
        .join(Membership, Membership.household_id == Household.id)
        .where(
            Membership.community_id == user.community_id,
            Membership.person_id == user.person_id,
            Membership.since <= day,
            (Membership.until.is_(None)) | (Membership.until >= day),
        )
    )
    return set(db.session.scalars(recorded)) | set(db.session.scalars(own))
