"""Add a grid: a part of the community that one inspector walks."""

from __future__ import annotations

from webapp.domain.imports.written import written_words
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Grid, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import roster_change
from webapp.queries.roster_desk import grids_of_community


def add_grid(actor: User, code: str, name: str) -> Grid:
    """Without a name it is called by its code. Raises RosterRefused."""
    code = written_words(code, "grid")
    name = written_words(name, "grid_name") if name.strip() else code
    with roster_change(actor) as session:
        if any(each.code == code for each in grids_of_community(actor.community_id)):
            raise RosterRefused("grid_taken", "grid")
        grid = Grid(community_id=actor.community_id, code=code, name=name)
        session.add(grid)
        session.flush()
        note_event(session, actor, "grid_added", "grid", str(grid.id))
    return grid
