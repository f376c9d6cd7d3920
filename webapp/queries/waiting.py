"""What waits for somebody in the office, counted for the menu in one statement: every page asks it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from webapp.domain.months.objection import State
from webapp.extensions import db
from webapp.queries.deed_desk import count_of_deeds
from webapp.queries.objections import count_of_objections
from webapp.queries.quarantine import count_of_aside
from webapp.queries.walks import count_of_waiting


class Waiting(NamedTuple):
    """Checks, deeds, entries put aside and objections for staff, appeals for oversight."""

    checks: int
    deeds: int
    aside: int
    objections: int
    appeals: int


def waiting_in(community_id: int) -> Waiting:
    counts = (
        count_of_waiting(community_id),
        count_of_deeds(community_id),
        count_of_aside(community_id),
        count_of_objections(community_id, State.OPEN),
        count_of_objections(community_id, State.LATE, State.APPEALED),
    )
    return Waiting(*db.session.execute(select(*(each.scalar_subquery() for each in counts))).one())
