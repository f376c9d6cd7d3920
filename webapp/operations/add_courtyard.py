"""Add a courtyard, or change where it stands: lane, number, grid, place in the walking order."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.domain.imports.written import written_degrees, written_month, written_number, written_place
from webapp.domain.numbering import sort_key
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Courtyard, Grid, Lane, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import (
    make_room,
    new_account,
    new_code,
    reopen_from,
    require_open,
    roster_change,
    this_month,
)
from webapp.queries.roster_desk import courtyard_at, grids_of_community, lanes_of, last_position


@dataclass(frozen=True, slots=True)
class CourtyardWords:
    """As they were written; without a `position` it is walked last in its grid, without a `month` not yet."""

    lane: int
    number: str
    grid: int
    position: str = ""
    is_party_centre: bool = False
    latitude: str = ""
    longitude: str = ""
    month: str = ""


def add_courtyard(actor: User, given: CourtyardWords) -> Courtyard:
    """With an account without a holder. Raises RosterRefused."""
    values, month = read_words(given), written_month(given.month)
    with roster_change(actor) as session:
        lane, grid = places(actor, given)
        if courtyard_at(lane, str(values["number"])) is not None:
            raise RosterRefused("number_taken", "number")
        if month and month < this_month(actor):
            raise RosterRefused("month_begun", "month")
        require_open(actor, month or this_month(actor))
        courtyard = Courtyard(
            community_id=actor.community_id,
            code=new_code(),
            lane=lane,
            grid=grid,
            sort_key=sort_key(str(values["number"])),
            walk_position=_position(session, grid, written_place(given.position)),
            enrolled_from=month,
            **values,
        )
        session.add(courtyard)
        session.flush()
        new_account(session, courtyard, month or this_month(actor))
        if month:
            reopen_from(session, actor, month)
        note_event(session, actor, "courtyard_added", "courtyard", str(courtyard.id), enrolled_from=month)
    return courtyard


def read_words(given: CourtyardWords) -> dict[str, object]:
    """What needs no look at the database."""
    values: dict[str, object] = {
        "number": written_number(given.number),
        "latitude": written_degrees(given.latitude, "latitude"),
        "longitude": written_degrees(given.longitude, "longitude"),
        "is_party_centre": given.is_party_centre,
    }
    if (values["latitude"] is None) != (values["longitude"] is None):
        raise RosterRefused("half_a_place", "longitude" if values["longitude"] is None else "latitude")
    return values


def places(actor: User, given: CourtyardWords) -> tuple[Lane, Grid]:
    lane = next((each for each in lanes_of(actor.community_id) if each.id == given.lane), None)
    if lane is None:
        raise RosterRefused("no_lane", "lane")
    grid = next((each for each in grids_of_community(actor.community_id) if each.id == given.grid), None)
    if grid is None:
        raise RosterRefused("no_grid", "grid")
    return lane, grid


def _position(session: Session, grid: Grid, wanted: int | None) -> int:
    if wanted is None:
        return last_position(grid) + 1
    make_room(session, grid, wanted)
    return wanted
