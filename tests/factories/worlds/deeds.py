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
from webapp.operations.post_wish import post_wish
from webapp.operations.report_put_right import Report, report_put_right
from webapp.operations.sign_in_codes import code_of

DAY = dt.date(2026, 11, 3)
OF_ACTIVITY = (
    *("activity", "activity_code", "paper_code", "choose_paper_code", "edit_activity", "save_activity"),
    *("find_people", "add_people", "strike_out_person"),
    *("post_sheet", "take_back_sheet", "keep_sheet_picture", "sheet_picture"),
)


def add(app: Flask, world: World) -> None:
    _claim(world)
    _activity(world)
    _help(world)
    _wish(world)
    _put_right(world)


def _picture(world: World, colour: str) -> str:
    [sha256], problem = keep_photos(world.home.community.id, [make_telling_jpeg(colour)])
    assert problem is None
    return sha256


def _claim(world: World) -> None:
    sha256 = _picture(world, "green")
    deed = claim_deed(world.home.household, Claim("扫了巷子", "activity", DAY, "token", (sha256,), points=3)).deed
    assert deed is not None
    world.name("staff.deed_picture", "resident.claim_photo", "resident.take_claim_back", key=deed.id, sha256=sha256)
    world.sent["staff.undo_decision"] = {"deed": deed.id}


def _activity(world: World) -> None:
    staff = world.home.staff
    activity = make_activity(staff, ActivityPlan("activity", "大扫除", DAY, points=2), "token").activity
    assert activity is not None
    assert keep_sheet(staff, activity.id, _picture(world, "blue")) is None
    assert sign_in(staff, activity.id, "27").refusal is None
    world.name(*(f"staff.{name}" for name in OF_ACTIVITY), key=activity.id)
    of_card = ("sign_up_for", "sign_off_from", "here", "sign_in")
    world.name(*(f"resident.{name}" for name in of_card), key=activity.id, code=code_of(activity))


def _wish(world: World) -> None:
    """Of 27, shown to others, taken and proved by 29."""
    home, sha256 = world.home, _picture(world, "yellow")
    wish = post_wish(home.household, "修一修灯", "token").wish
    assert wish is not None
    assert help_out(home.staff, wish.id, HelpAct("admit", wish.version)) is None
    volunteer = household_of(home.yards[1])
    assert help_out(volunteer, wish.id, HelpAct("take", wish.version)) is None
    assert help_out(volunteer, wish.id, HelpAct("prove", wish.version, "修好了", photos=(sha256,))) is None
    world.name("resident.help_task", "resident.help_step", key=wish.id)
    world.name("resident.help_photo", key=wish.id, sha256=sha256)
    world.sent["resident.help_step"] = {"do": "thank", "seen": wish.version}


def _put_right(world: World) -> None:
    home, sha256 = world.home, _picture(world, "white")
    said = report_put_right(home.household, Report(home.check.uuid, "W1", (sha256,), "token")).put_right
    assert said is not None
    world.name("resident.new_put_right", "resident.keep_put_right", check=home.check.uuid, item="W1")
    world.name("resident.take_put_right_back", "staff.decide_recheck", key=said.id)
    world.name("resident.put_right_photo", "staff.recheck_picture", key=said.id, sha256=sha256)
    world.sent["staff.decide_recheck"] = {"do": "arrange"}


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
