"""Give an inspector other grids to walk, from today on: what was walked before can still be explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp import clock
from webapp.models import Assignment, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, user_for
from webapp.queries.user_desk import all_grids, assignments_of


def change_grids(actor: User, key: int, codes: Collection[str], seen: Collection[str]) -> User | None:
    """None: no such user. Grids by their codes; `seen` are those that the actor's page showed.

    Raises UserRefused: changed, no_grid (a code that the community doesn't have).
    """
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        today, grids = clock.today(user.community), {grid.code: grid for grid in all_grids(user.community_id)}
        held = assignments_of(user, today)
        before = sorted({each.grid.code for each in held})
        if set(before) == set(codes):
            return user
        if set(before) != set(seen):
            raise UserRefused("changed")
        if not set(codes) <= set(grids):
            raise UserRefused("no_grid")
        for each in held:
            if each.grid.code not in codes:
                _end(session, each, today)
        for code in sorted(set(codes) - set(before)):
            of = {"community_id": user.community_id, "user_id": user.id, "grid_id": grids[code].id}
            session.add(Assignment(**of, since=today))
        note_event(session, actor, "grids_changed", "user", str(user.id), before=before, after=sorted(codes))
    return user


def _end(session: Session, assignment: Assignment, today: dt.date) -> None:
    if assignment.since == today:
        session.delete(assignment)
    else:
        assignment.until = today - dt.timedelta(days=1)
