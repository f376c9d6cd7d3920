"""A household's own data: a photo it sent, and another household whose data somebody asked to delete."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.factories.checks import make_photo
from tests.factories.courtyards import household_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import jpeg
from tests.factories.users import make_user
from tests.factories.worlds.world import World
from webapp import clock
from webapp.domain.erasure import ASKED, LEFT
from webapp.extensions import db
from webapp.models import DeedPhoto, Erasure


def add(app: Flask, world: World) -> None:
    home, yard = world.home, world.home.yards[0]
    household = household_of(yard)
    sha256 = make_photo(home.community, jpeg("sent"))
    deed = make_deed(yard, dt.date(2026, 10, 9), came_by="claim", claimed_by=household.id)
    db.session.add(DeedPhoto(community_id=home.community.id, deed_id=deed.id, sha256=sha256, position=0))
    asked = Erasure(
        community_id=home.community.id,
        household_id=home.tenant.id,
        reason=LEFT,
        state=ASKED,
        asked_by=make_user(home.community, "staff").id,
        asked_at=clock.now(),
    )
    db.session.add(asked)
    db.session.commit()
    of_home = ("own_data", "own_data_copy", "withdraw_sent_photo", "ask_to_erase")
    world.name(*(f"staff.{name}" for name in of_home), key=household.id)
    world.name("staff.sent_photo", key=household.id, sha256=sha256)
    world.name("staff.any_photo", "staff.cover_any", "staff.any_picture", sha256=sha256)
    world.sent["staff.withdraw_sent_photo"] = {"sha256": sha256}
    for area in ("staff", "admin"):
        world.name(f"{area}.decide_erasure", key=asked.id)
        world.sent[f"{area}.decide_erasure"] = {"do": "confirm"}
