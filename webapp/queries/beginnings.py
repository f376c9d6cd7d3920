"""How far a community is on its way to the first walk, read from what is there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import Assignment, AuditEvent, Courtyard, Grid, RuleBookVersion, User, UserRole, Walk
from webapp.queries.roster import RosterCounts, roster_counts


@dataclass(frozen=True, slots=True)
class Beginnings:
    """`on_the_way` are the doors that take part this month, `unwalked` the names of their grids without an inspector.

    `people` counts active users by role, `printed` are kinds of paper, `rules` is the newest version's number or 0.
    """

    counts: RosterCounts
    on_the_way: int
    unwalked: tuple[str, ...]
    people: Counter[str]
    printed: frozenset[str]
    rules: int
    walks: int
    first_walk: dt.date | None


def beginnings(community_id: int, today: dt.date) -> Beginnings:
    doors = _doors_by_grid(community_id, f"{today:%Y-%m}")
    walked = _walked_grids(community_id, today)
    of_walks = select(func.count(), func.min(Walk.day)).where(Walk.community_id == community_id)
    walks, first_walk = db.session.execute(of_walks).one()
    newest = select(func.max(RuleBookVersion.version)).where(RuleBookVersion.community_id == community_id)
    return Beginnings(
        counts=roster_counts(community_id),
        on_the_way=sum(doors.values()),
        unwalked=tuple(name for (key, name) in doors if key not in walked),
        people=_people(community_id),
        printed=_printed(community_id),
        rules=db.session.scalar(newest) or 0,
        walks=walks,
        first_walk=first_walk,
    )


def _doors_by_grid(community_id: int, month: str) -> dict[tuple[int, str], int]:
    """How many doors take part in `month`, by key and name of their grid."""
    found = (
        select(Grid.id, Grid.name, func.count())
        .join(Courtyard, Courtyard.grid_id == Grid.id)
        .where(
            Courtyard.community_id == community_id,
            Courtyard.enrolled_from <= month,
            Courtyard.enrolled_until.is_(None) | (Courtyard.enrolled_until >= month),
        )
        .group_by(Grid.id, Grid.name, Grid.code)
        .order_by(Grid.code)
    )
    return {(key, name): count for key, name, count in db.session.execute(found)}


def _walked_grids(community_id: int, today: dt.date) -> set[int]:
    """Keys of the grids that an active person walks today."""
    found = (
        select(Assignment.grid_id)
        .join(User, User.id == Assignment.user_id)
        .where(
            Assignment.community_id == community_id,
            User.active,
            Assignment.since <= today,
            Assignment.until.is_(None) | (Assignment.until >= today),
        )
    )
    return set(db.session.scalars(found))


def _people(community_id: int) -> Counter[str]:
    found = (
        select(UserRole.name, func.count())
        .join(User, User.id == UserRole.user_id)
        .where(UserRole.community_id == community_id, User.active)
        .group_by(UserRole.name)
    )
    return Counter({row[0]: row[1] for row in db.session.execute(found)})


def _printed(community_id: int) -> frozenset[str]:
    found = select(AuditEvent.reference).where(
        AuditEvent.community_id == community_id, AuditEvent.action == "paper_ordered"
    )
    return frozenset(db.session.scalars(found.distinct()))
