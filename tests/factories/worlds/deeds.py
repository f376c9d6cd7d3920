"""Good deeds: one that a household claims, an activity with its sheet, help that is proved; each with its picture."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import household_of
from tests.factories.help_tasks import put_in_difficulty
from tests.factories.neighbourhoods import fault
from tests.factories.pictures import make_telling_jpeg
from tests.factories.worlds.world import World
from webapp.extensions import db
from webapp.models import HelpTask
from webapp.operations.claim_deed import Claim, claim_deed
from webapp.operations.help_out import HelpAct, help_out
from webapp.operations.keep_activity import ActivityPlan, keep_sheet, make_activity
from webapp.operations.keep_photos import keep_photos
from webapp.operations.note_attendance import sign_in

DAY = dt.date(2026, 11, 3)
OF_ACTIVITY = (
    *("activity", "edit_activity", "save_activity", "find_people", "add_people", "strike_out_person"),
    *("post_sheet", "take_back_sheet", "keep_sheet_picture", "sheet_picture"),
)


def add(app: Flask, world: World) -> None:
    _claim(world)
    _activity(world)
    _help(world)


def _picture(world: World, colour: str) -> str:
    [sha256], problem = keep_photos(world.home.community.id, [make_telling_jpeg(colour)])
    assert problem is None
    return sha256


def _claim(world: World) -> None:
    sha256 = _picture(world, "green")
    deed = claim_deed(world.home.household, Claim("扫了巷子", "activity", DAY, "token", (sha256,), points=3)).deed
    assert deed is not None
    world.name("staff.deed_picture", key=deed.id, sha256=sha256)
    world.sent["staff.undo_decision"] = {"deed": deed.id}


def _activity(world: World) -> None:
    staff = world.home.staff
    activity = make_activity(staff, ActivityPlan("activity", "大扫除", DAY, points=2), "token").activity
    assert activity is not None
    assert keep_sheet(staff, activity.id, _picture(world, "blue")) is None
    assert sign_in(staff, activity.id, "27").refusal is None
    world.name(*(f"staff.{name}" for name in OF_ACTIVITY), key=activity.id)


def _help(world: World) -> None:
    """For 31, by a volunteer of 29."""
    home, sha256 = world.home, _picture(world, "red")
    put_in_difficulty(home.yards[2])
    check = make_check(home.inspector, home.yards[2], at(DAY), {"W1": fault(note="纸箱")})
    assert approve(home.staff, check).refusal is None
    task, volunteer = db.session.query(HelpTask).filter_by(check_id=check.id).one(), household_of(home.yards[1])
    assert help_out(home.staff, task.id, HelpAct("take", task.version, household=volunteer.id)) is None
    proof = HelpAct("prove", task.version, "扫干净了", photos=(sha256,))
    assert help_out(home.staff, task.id, proof) is None
    world.name("staff.help_task", "staff.help_step", key=task.id)
    world.name("staff.help_picture", key=task.id, sha256=sha256)
