"""Moments of a community: as long as two are alike, nothing that a score or a publication rests on was written."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from webapp.extensions import db
from webapp.models import AuditEvent, Community, MonthStep, User
from webapp.queries.snapshot_checks import awaited_photos

# Checks, deeds of phones, roster and rules raise the change number; what staff do is audited; months take steps.
# All are counted by what the database numbers, never by time: several servers have several clocks.
LAST_EVENT = select(func.max(AuditEvent.id)).where(AuditEvent.community_id == bindparam("community"))
LAST_STEP = select(func.max(MonthStep.id)).where(MonthStep.community_id == bindparam("community"))
MOMENT = select(Community.change_number, LAST_EVENT.scalar_subquery(), LAST_STEP.scalar_subquery()).where(
    Community.id == bindparam("community")
)


def moment_of(community_id: int) -> tuple[int | None, ...]:
    return tuple(db.session.connection().execute(MOMENT, {"community": community_id}).one())


def moment_of_telling(user: User) -> tuple[int, ...]:
    """Two alike on one day: this person's phone is told the same in both. The wire's tag is made of the same."""
    told = select(Community.change_number, awaited_photos(user).scalar_subquery())
    return tuple(db.session.execute(told.where(Community.id == user.community_id)).one())
