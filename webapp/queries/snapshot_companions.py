"""The snapshot's companions: who may come along on a walk, and the courtyards that each may not check."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import User, UserRole
from webapp.queries.snapshot_courtyards import WalkedCourtyard
from webapp.queries.users import is_within, recusals

MAY_COME_ALONG = ("inspector", "staff", "oversight")


def companion_rows(user: User, courtyards: Collection[WalkedCourtyard], today: dt.date) -> list[dict]:
    """Everybody of the community but oneself; of their 回避 only the bare codes on this inspector's own round."""
    people = [one for one in people_beside(user.community_id) if one.id != user.id]
    codes = {courtyard.id: courtyard.code for courtyard in courtyards}
    recused = _recused(user.community_id, people, today)
    return [
        {
            "id": str(one.id),
            "name": one.name,
            "number": one.number,
            "recused": sorted(codes[courtyard] for courtyard in recused[one.id] if courtyard in codes),
        }
        for one in people
    ]


def people_beside(community_id: int) -> list[User]:
    """Everybody of the community who may come along on a walk."""
    roles = select(UserRole.user_id).where(UserRole.community_id == community_id, UserRole.name.in_(MAY_COME_ALONG))
    found = select(User).where(User.community_id == community_id, User.active, User.id.in_(roles))
    return list(db.session.scalars(found.order_by(User.number, User.id)))


def _recused(community_id: int, people: Collection[User], today: dt.date) -> dict[int, set[int]]:
    """By user: ids of the courtyards recorded for relatives, and of the own ones."""
    found: dict[int, set[int]] = defaultdict(set)
    for person, courtyard, since, until in db.session.execute(recusals(community_id, [one.id for one in people])):
        if is_within(today, since, until):
            found[person].add(courtyard)
    return found
