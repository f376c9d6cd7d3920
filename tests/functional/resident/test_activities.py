"""Activities by the card: signing up, and signing in by the code that hangs at the place."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import PIN, TODAY, make_neighbourhood
from webapp import clock
from webapp.extensions import db
from webapp.models import Activity, Attendance, AuditEvent, Deed, Membership, SignUp
from webapp.operations.keep_activity import ActivityPlan, change_activity, make_activity
from webapp.operations.sign_in_codes import code_of, paper_code_of

DAY = TODAY.date()


@pytest.fixture
def mine(app, home, today):
    return open_card(app, home.staff, home.household)


@pytest.fixture
def sweep(home, today) -> Activity:
    plan = ActivityPlan("activity", "<b>大扫除</b>", DAY, "石阶巷口", points=2)
    return make_activity(home.staff, plan, "a-1").activity


def here(activity: Activity) -> str:
    return f"/card/activities/{activity.id}/here/{code_of(activity)}"


def test_household_signs_up_and_off_again(app, home, mine, sweep):
    assert "1次可以报名" in mine.get("/card/").text
    page = mine.get("/card/activities/").text
    assert "&lt;b&gt;大扫除" in page
    address = f"/card/activities/{sweep.id}/sign-up"
    assert [mine.post(address, {"person": "family"}).status_code for _ in range(2)] == [303, 303]
    row = db.session.query(SignUp).one()
    assert "报了名" in mine.get("/card/activities/").text
    assert "报了名的1个" in Browser(app, home.staff).get(f"/staff/activities/{sweep.id}/").text
    neighbour = open_card(app, home.staff, household_of(home.yards[1]))
    neighbour.post(f"/card/activities/{sweep.id}/sign-off", {"row": row.id})
    assert db.session.query(SignUp).count() == 1
    off = f"/card/activities/{sweep.id}/sign-off"
    assert [mine.post(off, {"row": row.id}).status_code for _ in range(2)] == [303, 303]
    assert db.session.query(SignUp).count() == 0


def test_staff_show_a_code_that_signs_the_household_in(app, home, mine, sweep):
    desk = Browser(app, home.staff)
    assert f'href="/staff/activities/{sweep.id}/code"' in desk.get(f"/staff/activities/{sweep.id}/").text
    assert "10:05换新的码" in desk.get(f"/staff/activities/{sweep.id}/code").text
    assert "谁来了" in mine.get(here(sweep)).text
    assert db.session.query(Attendance).count() == 0
    assert [mine.post(here(sweep), {"person": "family"}).status_code for _ in range(2)] == [303, 303]
    row = db.session.query(Attendance).one()
    assert (row.household_id, row.signed_at) == (home.household.id, TODAY)
    assert "签到了" in mine.get(here(sweep)).text
    assert "扫码" in desk.get(f"/staff/activities/{sweep.id}/").text
    assert db.session.query(Deed).filter_by(activity_id=sweep.id).count() == 0
    seen = db.session.get(Activity, sweep.id).version
    assert desk.post(f"/staff/activities/{sweep.id}/post", {"seen": seen}).status_code == 303
    assert db.session.query(Deed).filter_by(activity_id=sweep.id).one().household_id == home.household.id


def test_who_signed_in_is_not_asked_whether_to_come(mine, sweep):
    mine.post(f"/card/activities/{sweep.id}/sign-up", {"person": "family"})
    page = mine.get("/card/activities/").text
    assert ("不去了" in page, "家里还有人去" in page, "在现场签到表上写名字" in page) == (True, True, True)
    mine.post(here(sweep), {"person": "family"})
    page = mine.get("/card/activities/").text
    assert ("不去了" in page, "报名</button>" in page, "照签到表记分" in page) == (False, False, True)


def test_who_has_not_opened_the_card_does_so_and_comes_back(app, home, sweep, mine):
    stranger = Browser(app)
    door = stranger.get(here(sweep)).headers["Location"]
    assert door == f"/card/?next={here(sweep)}"
    page = stranger.get(door).text
    assert "接着签到" in page
    target = re.search(r'name="next" value="(/card/activities/[^"]+)"', page).group(1)
    wrong = stranger.post("/card/", {"code": home.household.code, "pin": "000000", "next": target})
    assert (wrong.status_code, f'value="{target}"' in wrong.text) == (422, True)
    opened = stranger.post("/card/", {"code": home.household.code, "pin": PIN, "next": target})
    assert (opened.status_code, opened.headers["Location"]) == (303, here(sweep))


@pytest.mark.parametrize(
    "target", ["https://example.org/card/", "//example.org/card/", "/staff/", "/card/../staff/", "/card\\@example.org"]
)
def test_card_leads_nowhere_but_to_its_own_pages(app, home, mine, target):
    form = {"code": home.household.code, "pin": PIN, "next": target}
    assert Browser(app).post("/card/", form).headers["Location"] == "/card/"
    page = Browser(app).get("/card/", query_string={"next": target}).text
    assert f'name="next" value="{target}"' not in page


@pytest.mark.parametrize(("days", "words"), [(1, "已经过去了"), (40, "已经过去了"), (-1, "还没到日子")])
def test_code_of_another_day_says_so_and_signs_nobody_in(app, home, sweep, days, words):
    with clock.at(TODAY + dt.timedelta(days=days)):
        browser = open_card(app, home.staff, home.household)
        assert words in browser.get(here(sweep)).text
        answer = browser.post(here(sweep), {"person": "family"})
        assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.query(Attendance).count() == 0


def test_code_is_of_one_activity_and_one_day(home, mine, sweep):
    other = make_activity(home.staff, ActivityPlan("activity", "义诊", DAY, points=1), "a-2").activity
    assert "不管用了" in mine.get(f"/card/activities/{other.id}/here/{code_of(sweep)}").text
    old = here(sweep)
    change_activity(home.staff, sweep.id, ActivityPlan("activity", "大扫除", DAY - dt.timedelta(days=1), points=2), 0)
    assert "不管用了" in mine.post(old, {"person": "family"}).text
    assert "不管用了" in mine.get(f"/card/activities/{sweep.id}/here/%C3%A9").text
    assert db.session.query(Attendance).count() == 0


def test_code_of_the_screen_ceases_after_minutes_and_who_is_on_the_sheet_stays_there(app, home, sweep):
    first = here(sweep)
    with clock.at(TODAY + dt.timedelta(minutes=9)):
        assert open_card(app, home.staff, home.household).post(first, {"person": "family"}).status_code == 303
    with clock.at(TODAY + dt.timedelta(minutes=10)):
        late = open_card(app, home.staff, household_of(home.yards[1]))
        answer = late.post(first, {"person": "family"})
        assert (answer.status_code, "请扫现场屏幕上的码" in answer.text) == (422, True)
        assert "过时了" in late.get(first).text
        assert late.post(here(sweep), {"person": "family"}).status_code == 303
        assert "签到了" in open_card(app, home.staff, home.household).get(first).text
    assert db.session.query(Attendance).count() == 2


def test_page_at_the_place_shows_the_code_of_these_minutes_and_loads_itself_anew_without_scripts(app, home, sweep):
    def shown(late: dt.timedelta) -> tuple[str, str]:
        with clock.at(TODAY + late):
            page = Browser(app, home.staff).get(f"/staff/activities/{sweep.id}/code").text
        refresh = re.search(r'<noscript><meta http-equiv="refresh" content="(\d+)"></noscript>', page)
        return re.search(r'<img src="(data:[^"]+)"', page).group(1), refresh.group(1)

    (first, in_all), (same, in_two), (other, _) = (shown(dt.timedelta(minutes=late)) for late in (0, 3, 5))
    assert (in_all, in_two, first == same, first == other) == ("301", "121", True, False)


@pytest.mark.parametrize(("days", "words"), [(-1, "当天才有"), (1, "已经过去了")])
def test_no_code_is_shown_on_another_day(app, home, sweep, days, words):
    with clock.at(TODAY + dt.timedelta(days=days)):
        page = Browser(app, home.staff).get(f"/staff/activities/{sweep.id}/code").text
    assert (words in page, "<img" in page, "refresh" in page) == (True, False, False)


def test_code_on_paper_holds_all_day_once_staff_choose_it_and_until_they_stop_it(app, home, mine, sweep):
    desk, address = Browser(app, home.staff), f"/staff/activities/{sweep.id}/paper-code"
    on_paper = f"/card/activities/{sweep.id}/here/{paper_code_of(sweep)}"
    assert "纸上的码停用了" in mine.get(on_paper).text
    assert desk.get(address).headers["Location"] == f"/staff/activities/{sweep.id}/code"
    assert [desk.post(address, {"do": "use"}).headers["Location"] for _ in range(2)] == [address, address]
    assert "当天管用" in desk.get(address).text
    with clock.at(TODAY + dt.timedelta(hours=11)):
        late = open_card(app, home.staff, home.household)
        assert late.post(on_paper, {"person": "family"}).status_code == 303
        assert desk.post(address, {"do": "stop"}).status_code == 303
        answer = open_card(app, home.staff, household_of(home.yards[1])).post(on_paper, {"person": "family"})
        assert (answer.status_code, "纸上的码停用了" in answer.text) == (422, True)
    with clock.at(TODAY + dt.timedelta(days=1)):
        assert "已经过去了" in open_card(app, home.staff, household_of(home.yards[1])).get(on_paper).text
    assert db.session.query(Attendance).count() == 1
    noted = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id) if "paper" in event.action]
    assert noted == ["activity_paper_code_used", "activity_paper_code_stopped"]


def test_activity_of_another_community_has_no_code_on_paper(app, sweep):
    stranger = Browser(app, make_neighbourhood("别的社区").staff)
    for page in ("code", "paper-code"):
        assert stranger.get(f"/staff/activities/{sweep.id}/{page}").status_code == 404
    assert stranger.post(f"/staff/activities/{sweep.id}/paper-code", {"do": "use"}).status_code == 404
    assert not db.session.get(Activity, sweep.id).on_paper


def test_nobody_of_another_household_is_signed_in(mine, sweep):
    for person in ("999999", "x", "-1"):
        answer = mine.post(here(sweep), {"person": person})
        assert (answer.status_code, "不是这一家的" in answer.text) == (422, True)
    assert mine.get("/card/activities/999999/here/x").status_code == 404
    assert mine.post("/card/activities/999999/sign-up").status_code == 404


@pytest.mark.parametrize("whole_first", [True, False])
def test_household_signs_in_whole_or_one_by_one_and_never_both(home, mine, sweep, whole_first):
    one = db.session.query(Membership.person_id).filter_by(household_id=home.household.id).scalar()
    first, second = ("family", str(one)) if whole_first else (str(one), "family")
    assert mine.post(here(sweep), {"person": first}).status_code == 303
    assert f'value="{second}"' not in mine.get(here(sweep)).text
    answer = mine.post(here(sweep), {"person": second})
    assert (answer.status_code, "签到了" in answer.text) == (422, True)
    assert db.session.query(Attendance).count() == 1
