"""What the office has in hand: a job that waits, papers that are printed, an objection."""

from __future__ import annotations

from flask import Flask

from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import MONTH
from tests.factories.objections import objected, taken
from tests.factories.worlds.world import World
from webapp.jobs import start_job
from webapp.paper.kept_papers import Place, keep, new_token
from webapp.verification.verify_month import verify_month

OF_CARD = ("card", "card_summary", "draw_card_pin", "print_card_pin")


def add(app: Flask, world: World) -> None:
    home, community, token = world.home, world.home.community.id, new_token()
    world.known |= {"key": start_job(verify_month, community, MONTH, home.oversight.id), "token": token}
    world.name(*(f"staff.{name}" for name in OF_CARD), key=household_of(home.yards[1]).id)
    for role in ("staff", "oversight"):
        keep(Place(community, world.users[role].id, token), b"%PDF-1.7")
    world.name("oversight.shares_file", what="shares")
    world.name("staff.overview_table", "oversight.overview_table", what="items")
    objection = taken(home.staff, home.yards[0], MONTH, "finding:W1").id
    for area in ("staff", "oversight"):
        world.name(f"{area}.objection", f"{area}.decide_objection", key=objection)
    own = objected(home.household, "score", photos=(home.sha256,)).id
    world.name("resident.objection", "resident.pass_on", "resident.withdraw", key=own)
    world.name(*(f"{area}.objection_photo" for area in ("resident", "staff", "oversight")), key=own)
    world.name("oversight.sent_photo", "oversight.look_beneath_sent", key=own)
    world.name("resident.proof_file", month=MONTH, number=1)
    world.sent["resident.new_objection"] = {"month": MONTH, "line": "score"}
    world.sent["resident.keep_objection"] = {"month": MONTH, "line": "score", "text": "少记了一次"}
    account = {"month": MONTH, "account": world.known["account"]}
    world.sent |= {"staff.new_objection": account, "staff.keep_objection": account}
