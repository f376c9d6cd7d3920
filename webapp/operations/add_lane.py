"""Add a lane: where door numbers are unique."""

from __future__ import annotations

from webapp.domain.imports.written import written_words
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Lane, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import roster_change
from webapp.queries.roster_desk import lanes_of


def add_lane(actor: User, name: str) -> Lane:
    """After the others on the board. Raises RosterRefused."""
    name = written_words(name, "lane")
    with roster_change(actor) as session:
        lanes = lanes_of(actor.community_id)
        if any(each.name == name for each in lanes):
            raise RosterRefused("lane_taken", "lane")
        position = max((each.position for each in lanes), default=0) + 1
        lane = Lane(community_id=actor.community_id, name=name, position=position)
        session.add(lane)
        session.flush()
        note_event(session, actor, "lane_added", "lane", str(lane.id))
    return lane
