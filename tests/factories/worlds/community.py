"""What the administrator keeps of the community: its roster, a published document, the sub-district."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.factories.courtyards import household_of
from tests.factories.worlds.world import World
from webapp import clock
from webapp.extensions import db
from webapp.models import Membership, RosterAct
from webapp.models.roster_act import HOLDER
from webapp.operations.set_district import set_district
from webapp.operations.write_document import DocumentWords, write_document

OF_YARD = (
    *("roster_courtyard", "change_roster_courtyard", "enrol", "unenrol", "take_back", "holder", "merge", "merge_two"),
    *("change_courtyard_holder", "split", "split_in_two", "new_household", "add_roster_household"),
)
OF_HOME = ("roster_household", "change_roster_household", "add_person")
OF_PERSON = ("roster_person", "change_person", "person_leaves", "person_returns")
DISTRICT = "示例街道"


def add(app: Flask, world: World) -> None:
    yard = world.home.yards[0]
    home = household_of(yard)
    person = db.session.query(Membership).filter_by(household_id=home.id).first()
    assert person is not None
    world.name(*(f"admin.{name}" for name in OF_YARD), key=yard.id)
    world.name(*(f"admin.{name}" for name in OF_HOME), key=home.id)
    world.name("admin.rename_roster_lane", key=yard.lane_id)
    world.name("admin.rename_roster_grid", key=yard.grid_id)
    world.name(*(f"admin.{name}" for name in OF_PERSON), key=person.id)
    world.name("admin.roster_act", "admin.undo_roster_act", key=_act(world).id)
    pledge = DocumentWords("居民公约", "门前三包", dt.date(2026, 11, 1))
    assert write_document(world.users["admin"], 1, 1, pledge) is None
    world.known |= {"number": 1, "role": "inspector"}
    set_district(world.home.community.id, DISTRICT)
    world.name("public.district", name=DISTRICT)


def _act(world: World) -> RosterAct:
    """A change of holder that touched nothing, so that all else of this world stays as it is."""
    yard = world.home.yards[0]
    act = RosterAct(
        community_id=yard.community_id,
        kind=HOLDER,
        month="2026-12",
        courtyard_id=yard.id,
        told={"numbers": [yard.number], "before": [], "after": [household_of(yard).id]},
        touched={"made": {}, "changed": {}},
        made_by=world.users["admin"].id,
        made_at=clock.now(),
    )
    db.session.add(act)
    db.session.commit()
    return act
