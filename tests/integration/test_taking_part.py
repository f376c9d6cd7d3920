"""What households do by their card, in the database: repeated, at once, by others, and taken back."""

from __future__ import annotations

import datetime as dt
from threading import Thread

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import TODAY, fault, make_neighbourhood, make_neighbourhood_today
from tests.factories.pictures import make_jpeg
from webapp import clock
from webapp.domain.months.put_right import State, Step
from webapp.extensions import db
from webapp.models import Activity, Attendance, AuditEvent, Deed, HelpTask, PutRight, SignUp
from webapp.operations.arrange_recheck import arrange_recheck
from webapp.operations.claim_deed import Claim, claim_deed, take_back_claim
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.help_out import HelpAct, help_out
from webapp.operations.join_activity import sign_in_here, sign_off, sign_up
from webapp.operations.keep_activity import ActivityPlan, make_activity
from webapp.operations.keep_photos import keep_photos
from webapp.operations.post_wish import MOST_WISHES, post_wish
from webapp.operations.report_put_right import Report, report_put_right, take_back_report
from webapp.operations.sign_in_codes import code_of
from webapp.queries.help_tasks import open_tasks_for, own_help
from webapp.queries.put_rights import Seen, put_rights_in

DAY = TODAY.date()


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def neighbour(home):
    return household_of(home.yards[1])


@pytest.fixture
def sweep(home) -> Activity:
    kept = make_activity(home.staff, ActivityPlan("activity", "大扫除", DAY, points=2), "a-1")
    assert kept.activity is not None
    return kept.activity


def photo(home) -> str:
    [sha256], _ = keep_photos(home.community.id, [make_jpeg()])
    return sha256


def report(home, token: str = "p-1") -> Report:
    return Report(home.check.uuid, "W1", (photo(home),), token)


def test_claim_is_taken_back_by_its_own_household_while_it_waits(home, neighbour):
    deed = claim_deed(home.household, Claim("扫了巷子", "activity", DAY, "c-1", points=2)).deed
    assert take_back_claim(neighbour, deed.id) == "unknown"
    assert [take_back_claim(home.household, deed.id) for _ in range(2)] == [None, None]
    assert (deed.state, decide_deed(home.staff, deed.id, Ruling("accept", seen=0))) == ("withdrawn", "changed")
    events = db.session.query(AuditEvent).filter_by(action="claim_taken_back").all()
    assert [event.details for event in events] == [{"household": home.household.id}]


def test_decided_claim_stays_decided(home):
    deed = claim_deed(home.household, Claim("扫了巷子", "activity", DAY, "c-1", points=2)).deed
    assert decide_deed(home.staff, deed.id, Ruling("accept")) is None
    assert take_back_claim(home.household, deed.id) == "decided"


def test_sign_in_by_the_code_is_one_line_however_often_and_at_once(app, home, sweep):
    key, code, own = sweep.id, code_of(sweep), home.household.id

    def scan() -> None:
        with app.app_context(), clock.at(TODAY):
            from webapp.models import Household  # noqa: PLC0415

            sign_in_here(db.session.get(Household, own), key, code)
            db.session.remove()

    db.session.commit()
    scans = [Thread(target=scan) for _ in range(4)]
    for each in scans:
        each.start()
    for each in scans:
        each.join(30)
    assert db.session.query(Attendance).filter_by(activity_id=key).count() == 1


def test_code_of_another_day_and_community_signs_nobody_in(home, sweep):
    code = code_of(sweep)
    foreign = make_neighbourhood("别的社区")
    with clock.at(TODAY):
        assert sign_in_here(foreign.household, sweep.id, code) == "unknown"
        assert sign_in_here(home.household, sweep.id, code[::-1]) == "bad_code"
    for days, refusal in ((1, "over"), (-1, "not_yet")):
        with clock.at(TODAY + dt.timedelta(days=days)):
            assert sign_in_here(home.household, sweep.id, code) == refusal
    assert db.session.query(Attendance).count() == 0


def test_sign_up_is_one_row_and_nobody_signs_others_off(home, neighbour, sweep):
    assert [sign_up(home.household, sweep.id) for _ in range(2)] == [None, None]
    [row] = db.session.query(SignUp).all()
    assert sign_off(neighbour, sweep.id, row.id) is None
    assert db.session.query(SignUp).count() == 1
    assert sign_off(home.household, sweep.id, row.id) is None
    assert db.session.query(SignUp).count() == 0
    assert sign_up(home.household, sweep.id, person=999_999) == "no_person"


def test_put_right_waits_once_for_a_courtyard_and_its_item(home, neighbour):
    first = report_put_right(home.household, report(home)).put_right
    assert report_put_right(home.household, report(home)).put_right.id == first.id
    assert report_put_right(home.household, report(home, "p-2")).refusal == "waits_already"
    assert report_put_right(home.tenant, report(home, "p-3")).refusal == "waits_already"
    assert report_put_right(neighbour, report(home, "p-4")).refusal == "unknown"
    assert report_put_right(neighbour, report(home)).refusal == "changed"
    assert report_put_right(home.household, Report(home.check.uuid, "W9", ("0" * 64,), "p-5")).refusal == "unknown"
    assert take_back_report(neighbour, first.id) == "unknown"
    assert db.session.query(PutRight).count() == 1


def test_recheck_is_arranged_once_and_only_a_check_tells_what_became_of_it(home):
    kept = report_put_right(home.household, report(home)).put_right
    assert arrange_recheck(home.inspector, kept.id, Step.ARRANGE, "", 0) == "wrong_role"
    assert [arrange_recheck(home.staff, kept.id, Step.ARRANGE, "", 0) for _ in range(2)] == [None, None]
    assert arrange_recheck(home.staff, kept.id, Step.DECLINE, "晚了", 1) == "changed"
    assert take_back_report(home.household, kept.id) == "wrong_state"
    assert put_rights_in(home.community.id, State.ARRANGED) == [(kept, None)]
    for days, results, is_good in ((1, {"W1": fault(note="还在")}, False), (2, {}, True)):
        check = make_check(home.inspector, home.yards[0], at(DAY + dt.timedelta(days=days)), results)
        with clock.at(TODAY + dt.timedelta(days=3)):
            approve(home.staff, check)
        [(_, seen)] = put_rights_in(home.community.id, State.ARRANGED)
        assert seen == Seen(check.day, is_good)


def test_wish_is_a_help_task_that_staff_admit(home, neighbour):
    wish = post_wish(home.household, " 修一修\n灯 ", "w-1").wish
    assert (wish.text, wish.state, wish.is_wish) == ("修一修 灯", "asked", True)
    assert post_wish(home.household, "修灯", "w-1").wish.id == wish.id
    assert post_wish(neighbour, "修灯", "w-1").refusal == "changed"
    assert (open_tasks_for(neighbour), help_out(neighbour, wish.id, HelpAct("take", 0))) == ([], "unknown")
    assert help_out(neighbour, wish.id, HelpAct("admit", 0)) == "unknown"
    assert help_out(home.staff, wish.id, HelpAct("admit", 0)) is None
    assert [each.id for each in open_tasks_for(neighbour)] == [wish.id]
    assert open_tasks_for(home.household) == []
    assert help_out(home.household, wish.id, HelpAct("take", 1)) == "wrong_role"
    assert help_out(neighbour, wish.id, HelpAct("take", 1)) is None
    assert help_out(home.tenant, wish.id, HelpAct("take", 1)) == "changed"
    assert [each.id for each in own_help(neighbour)] == [wish.id]


def test_wish_fulfilled_credits_the_volunteer_and_nobody_confirms_it_by_card(home, neighbour):
    wish = post_wish(home.household, "修一修灯", "w-1").wish
    help_out(home.staff, wish.id, HelpAct("admit", 0))
    help_out(neighbour, wish.id, HelpAct("take", 1))
    assert help_out(neighbour, wish.id, HelpAct("prove", 2, "修好了", photos=(photo(home),))) is None
    assert help_out(home.household, wish.id, HelpAct("confirm", 3, kind="volunteering")) == "wrong_role"
    assert help_out(home.household, wish.id, HelpAct("thank", 3)) is None
    assert help_out(home.staff, wish.id, HelpAct("confirm", 4, kind="volunteering", points=1)) is None
    deed = db.session.query(Deed).filter_by(came_by="help").one()
    assert (deed.household_id, deed.text, deed.state) == (neighbour.id, "完成微心愿", "accepted")


def test_a_later_check_of_the_courtyard_ends_no_wish(home):
    wish = post_wish(home.household, "修一修灯", "w-1").wish
    help_out(home.staff, wish.id, HelpAct("admit", 0))
    approve(home.staff, make_check(home.inspector, home.yards[0], at(DAY), {}))
    assert db.session.get(HelpTask, wish.id).state == "open"


def test_wishes_that_are_not_fulfilled_are_limited(home):
    for number in range(MOST_WISHES):
        assert post_wish(home.household, "修灯", f"w-{number}").refusal is None
    assert post_wish(home.household, "修灯", "w-more").refusal == "too_many_wishes"
