"""Give a lane or a grid another name; its courtyards, their codes and what was published stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from webapp.domain.imports.written import written_words
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Grid, Lane, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import differences, roster_change
from webapp.queries.roster_desk import grids_of_community, lanes_of

Place = TypeVar("Place", Lane, Grid)


def rename_lane(actor: User, key: int, name: str) -> None:
    """Raises RosterRefused: two lanes can't have one name."""
    with roster_change(actor) as session:
        lanes = lanes_of(actor.community_id)
        lane = _with_key(lanes, key)
        name = written_words(name, "lane")
        if any(each.name == name for each in lanes if each.id != key):
            raise RosterRefused("lane_taken", "lane")
        before, after = differences(lane, {"name": name})
        if before:
            note_event(session, actor, "lane_renamed", "lane", str(key), before=before, after=after)


def rename_grid(actor: User, key: int, name: str) -> None:
    """Its code stays, by which rosters are imported. Raises RosterRefused."""
    with roster_change(actor) as session:
        grid = _with_key(grids_of_community(actor.community_id), key)
        before, after = differences(grid, {"name": written_words(name, "grid_name")})
        if before:
            note_event(session, actor, "grid_renamed", "grid", str(key), before=before, after=after)


def _with_key(places: Sequence[Place], key: int) -> Place:
    found = next((each for each in places if each.id == key), None)
    if found is None:
        raise RosterRefused("unknown")
    return found
