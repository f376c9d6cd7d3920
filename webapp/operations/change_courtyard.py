"""Correct what the roster says of a courtyard; its evidence, account and door plate stay with it."""

from __future__ import annotations

from webapp.domain.imports.written import written_place
from webapp.domain.numbering import sort_key
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Courtyard, User
from webapp.operations.add_courtyard import CourtyardWords, places, read_words
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import differences, make_room, roster_change, seen_courtyard
from webapp.queries.roster_desk import courtyard_at, last_position


def change_courtyard(actor: User, key: int, given: CourtyardWords, seen: str) -> Courtyard:
    """Raises RosterRefused; enrolment is not changed here."""
    values = read_words(given)
    wanted = written_place(given.position)
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, key, seen)
        lane, grid = places(actor, given)
        same = courtyard_at(lane, str(values["number"]))
        if same is not None and same.id != key:
            raise RosterRefused("number_taken", "number")
        if (grid.id, wanted) != (courtyard.grid_id, courtyard.walk_position):
            position = wanted or last_position(grid) + 1
            make_room(session, grid, position)
            session.refresh(courtyard)
            values["walk_position"] = position
        values |= {"lane_id": lane.id, "grid_id": grid.id, "sort_key": sort_key(str(values["number"]))}
        before, after = differences(courtyard, values)
        if before:
            note_event(session, actor, "courtyard_changed", "courtyard", str(key), before=before, after=after)
    return courtyard
