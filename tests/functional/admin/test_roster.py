"""The roster's pages: found, added, corrected, and what they say when they may not."""

from __future__ import annotations

import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Account, Courtyard, Grid, Household, Lane, Membership, Person

ROSTER = "/admin/roster/"


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def courtyard_path(yard: Courtyard) -> str:
    return f"{ROSTER}courtyards/{yard.id}/"


def send(desk: Browser, page: str, path: str, **fields):
    """The form of `page` that goes to `path`, as it stands there."""
    return desk.post(path, {"seen": seen_on(desk.get(page).text), **fields})


def test_the_list_is_by_grid_and_finds_doors_and_people(desk, home):
    page = desk.get(ROSTER).text
    for words in ("第一网格", "何桂芳", "石阶巷27号院", "3个院落"):
        assert words in page
    for text, there in (("29", home.yards[1]), ("欧阳", home.yards[1])):
        found = desk.get(ROSTER, query_string={"q": text}).text
        assert (courtyard_path(there) in found) or (f"households/{household_of(there).id}/" in found)
        assert courtyard_path(home.yards[0]) not in found
    assert "没有找到" in desk.get(ROSTER, query_string={"q": "没有的"}).text


def test_the_list_is_of_one_lane(desk, home):
    desk.post(f"{ROSTER}lanes", {"lane": "井边巷"})
    first, second = db.session.query(Lane).order_by(Lane.id)
    assert courtyard_path(home.yards[0]) in desk.get(ROSTER, query_string={"lane": first.id}).text
    page = desk.get(ROSTER, query_string={"lane": second.id}).text
    assert courtyard_path(home.yards[0]) not in page
    assert "这里还没有院落" in page
    assert desk.get(ROSTER, query_string={"lane": 10**30}).status_code == 200


def test_an_empty_roster_says_where_to_begin(app):
    community = make_community()
    assert "先加一条巷" in Browser(app, make_user(community, "admin")).get(ROSTER).text


def test_lanes_and_grids_are_added_and_a_second_one_is_refused_in_words(desk):
    assert desk.post(f"{ROSTER}lanes", {"lane": "井边巷"}).status_code == 303
    again = desk.post(f"{ROSTER}lanes", {"lane": "井边巷"})
    assert again.status_code == 422
    assert "已经有这条巷" in again.text
    assert 'value="井边巷"' in again.text
    assert desk.post(f"{ROSTER}grids", {"grid": "2", "grid_name": "第二网格"}).status_code == 303
    assert "第二网格" in desk.get(f"{ROSTER}places/").text
    assert (db.session.query(Lane).count(), db.session.query(Grid).count()) == (2, 2)


def test_a_lane_and_a_grid_are_renamed_and_no_two_lanes_have_one_name(desk, home):
    yard = home.yards[0]
    desk.post(f"{ROSTER}lanes", {"lane": "井边巷"})
    assert desk.post(f"{ROSTER}lanes/{yard.lane_id}", {"name": " 石榴巷 "}).status_code == 303
    assert desk.post(f"{ROSTER}grids/{yard.grid_id}", {"name": "坡上网格"}).status_code == 303
    page = desk.get(f"{ROSTER}places/").text
    assert "石榴巷" in page
    assert "坡上网格" in page
    taken = desk.post(f"{ROSTER}lanes/{yard.lane_id}", {"name": "井边巷"})
    assert taken.status_code == 422
    assert "已经有这条巷" in taken.text
    assert 'value="井边巷"' in taken.text
    assert [desk.post(f"{ROSTER}{kind}/999999", {"name": "巷"}).status_code for kind in ("lanes", "grids")] == [404] * 2
    assert desk.post(f"{ROSTER}grids/{yard.grid_id}", {"name": " "}).status_code == 422
    assert db.session.get(Lane, yard.lane_id).name == "石榴巷"


def test_another_community_s_lane_is_not_renamed(app, desk, home):
    stranger = Browser(app, make_user(make_community("别处"), "admin"))
    assert stranger.post(f"{ROSTER}lanes/{home.yards[0].lane_id}", {"name": "石榴巷"}).status_code == 404
    assert db.session.get(Lane, home.yards[0].lane_id).name == "石阶巷"


def test_a_courtyard_is_added_with_its_owner_and_a_wrong_form_keeps_what_was_written(desk, home):
    yard = home.yards[0]
    form = {"lane": yard.lane_id, "grid": yard.grid_id, "number": "27", "month": "2026-11", "party_centre": "on"}
    wrong = desk.post(f"{ROSTER}courtyards/new", form)
    assert wrong.status_code == 422
    assert "已经有这个门牌号" in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    made = desk.post(f"{ROSTER}courtyards/new", {**form, "number": "28"})
    assert made.status_code == 303
    page = made.headers["Location"].split("?")[0]
    assert "还没有登记人家" in desk.get(page).text
    home_form = {"kind": "owner", "name": "丁小满", "since": "2026-11-01", "in_difficulty": "on"}
    added = send(desk, page, f"{page}households/new", **home_form)
    assert added.status_code == 303
    assert "丁小满" in desk.get(page).text
    assert "积分账户是这一户的" in desk.get(page).text


def test_a_correction_and_what_somebody_else_changed_meanwhile(desk, home):
    yard = home.yards[0]
    page = courtyard_path(yard)
    form = {"lane": yard.lane_id, "grid": yard.grid_id, "number": "27甲", "position": yard.walk_position}
    shown = seen_on(desk.get(page).text)
    assert desk.post(page, {"seen": shown, **form}).status_code == 303
    late = desk.post(page, {"seen": shown, **form, "number": "27乙"})
    assert late.status_code == 409
    assert "有人刚刚改过" in late.text
    assert 'value="27乙"' in late.text
    assert seen_on(late.text) != shown
    assert db.session.get_one(Courtyard, yard.id).number == "27甲"


def test_leaving_and_coming_back_say_which_months_stay(desk, home):
    page = courtyard_path(home.yards[0])
    assert "已经开始的月份不变" in desk.get(page).text
    assert send(desk, page, f"{page}unenrol", month="2026-11").status_code == 422
    assert send(desk, page, f"{page}unenrol", month="2026-12").status_code == 303
    assert "到2026年11月为止" in desk.get(page).text
    assert send(desk, page, f"{page}enrol", month="2026-12").status_code == 303
    assert "从2020年1月起参加。" in desk.get(page).text
    assert send(desk, page, f"{page}take-back").status_code == 422


def test_people_move_in_are_asked_about_when_known_and_move_out(desk, home):
    household = household_of(home.yards[0])
    page = f"{ROSTER}households/{household.id}/"
    fields = {"name": "欧阳兰", "role": "member", "since": "2026-11-02"}
    asked = send(desk, page, f"{page}people", **fields)
    assert asked.status_code == 422
    assert "石阶巷29号院的那一位" in asked.text
    assert send(desk, page, f"{page}people", **fields, person="0").status_code == 303
    member = db.session.query(Membership).filter_by(household_id=household.id, role="member").one()
    person = f"{ROSTER}people/{member.id}/"
    assert send(desk, person, f"{person}leave", until="2026-11-04").status_code == 303
    assert "住到2026年11月4日" in desk.get(person).text
    assert send(desk, person, f"{person}return").status_code == 303
    assert send(desk, person, person, **{**fields, "name": "欧阳岚"}).status_code == 303
    assert "欧阳岚" in desk.get(page).text


def test_a_number_of_an_identity_card_is_refused_at_its_field(desk, home):
    household = household_of(home.yards[0])
    page = f"{ROSTER}households/{household.id}/"
    answer = send(desk, page, f"{page}people", name="110101199003074514", role="member", since="2026-11-02")
    assert answer.status_code == 422
    assert "像是身份证号" in answer.text
    assert db.session.query(Person).filter_by(name="110101199003074514").count() == 0


def test_a_household_is_tagged(desk, home):
    page = f"{ROSTER}households/{home.tenant.id}/"
    assert send(desk, page, page, kind="registered", in_difficulty="on").status_code == 303
    changed = db.session.get_one(Household, home.tenant.id)
    assert (changed.kind, changed.in_difficulty) == ("registered", True)


def test_a_change_of_holder_is_shown_before_it_is_made(desk, home):
    path = f"{courtyard_path(home.yards[0])}holder"
    asked = {"month": "2026-11", "household": "new", "name": "丁小满", "before": "left"}
    page = desk.get(path, query_string=asked).text
    for words in ("从2026年11月起，院主是丁小满家", "里面的12分留在那里", "都算在新院主的账户上", "何桂芳家的人"):
        assert words in page, words
    assert db.session.query(Account).filter_by(courtyard_id=home.yards[0].id).count() == 1
    assert desk.post(path, {**asked, "seen": seen_on(page)}).status_code == 303
    assert desk.post(path, {**asked, "seen": seen_on(page)}).status_code == 409
    assert db.session.query(Account).filter_by(courtyard_id=home.yards[0].id).count() == 2
    confirmed = desk.get(path, query_string={**asked, "month": "2026-10"})
    assert confirmed.status_code == 422
    assert "监督已经确认" in confirmed.text


def test_a_split_is_shown_before_it_is_made(desk, home):
    path = f"{courtyard_path(home.yards[0])}split"
    asked = {
        "month": "2026-12",
        "first_number": "27-1",
        "second_number": "27-2",
        "second": str(home.tenant.id),
        "account": "ends",
        "other_owner": str(home.tenant.id),
    }
    page = desk.get(path, query_string=asked).text
    for words in ("石阶巷27-1号院", "院主是李秀英家", "原来的27号院到前一个月为止", "账户里的12分留在那里"):
        assert words in page, words
    made = desk.post(path, {**asked, "seen": seen_on(page)})
    assert made.status_code == 303
    assert {each.number for each in db.session.query(Courtyard)} == {"27", "27-1", "27-2", "29", "31"}
    assert "拆好了" in desk.get(made.headers["Location"]).text


def test_a_merge_is_shown_before_it_is_made(desk, home):
    path = f"{courtyard_path(home.yards[1])}merge"
    asked = {"month": "2026-12", "other": str(home.yards[2].id), "number": ""}
    page = desk.get(path, query_string=asked).text
    for words in ("石阶巷29号院接着用", "石阶巷31号院到前一个月为止", "王小明家", "不并过来"):
        assert words in page, words
    assert desk.post(path, {**asked, "seen": seen_on(page)}).status_code == 303
    assert db.session.get_one(Courtyard, home.yards[2].id).enrolled_until == "2026-11"


@pytest.mark.parametrize("page", ["", "holder", "split", "merge", "households/new"])
def test_another_community_s_courtyard_is_not_there(desk, page):
    stranger = make_courtyard(make_community("别的社区"), "1", "外人")
    for key in (stranger.id, 2**31, 10**30):
        assert desk.get(f"{ROSTER}courtyards/{key}/{page}").status_code == 404
        answer = desk.post(f"{ROSTER}courtyards/{key}/{page}", {"name": "丁", "since": "2026-11-01"})
        assert answer.status_code in (404, 405, 422)
    assert db.session.query(Courtyard).filter_by(number="1").one().lane.name == "石阶巷"


@pytest.mark.parametrize("kind", ["households", "people"])
def test_another_community_s_people_are_not_there(desk, kind):
    stranger = household_of(make_courtyard(make_community("别的社区"), "1", "外人"))
    member = db.session.query(Membership).filter_by(household_id=stranger.id).one()
    key = stranger.id if kind == "households" else member.id
    for each in (key, 2**31):
        assert desk.get(f"{ROSTER}{kind}/{each}/").status_code == 404
    fields = {"name": "丁", "since": "2026-11-01", "role": "head", "kind": "tenant"}
    assert desk.post(f"{ROSTER}{kind}/{key}/", fields).status_code == 404
    assert member.person.name == "外人"


def test_files_lead_to_the_roster_for_whoever_may_change_it(app, home):
    yard = home.yards[0]
    both = Browser(app, make_user(home.community, "staff", "admin"))
    staff = Browser(app, make_user(home.community, "staff"))
    file = f"/staff/files/courtyards/{yard.id}/"
    assert courtyard_path(yard) in both.get(file).text
    assert courtyard_path(yard) not in staff.get(file).text
    assert file in both.get(courtyard_path(yard)).text
