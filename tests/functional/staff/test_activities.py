"""The pages of activities: the sheet is filled by page and by fragment, posted, taken back; nothing typed is lost."""

from __future__ import annotations

import io
import re

import pytest

from tests.factories.browsers import Browser, post_by_htmx
from tests.factories.communities import make_community
from tests.factories.courtyards import make_household
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from webapp.extensions import db
from webapp.models import Activity, Deed

LIST = "/staff/activities/"
CLEANING = {
    "title": "<i>大扫除</i>",
    "kind": "activity",
    "day": "2026-10-06",
    "points": "2",
    "token": "t1",
    "place": "巷口",
}


@pytest.fixture
def sheet(desk) -> str:
    """The address of an activity that nobody has signed in at."""
    return desk.post(f"{LIST}new", CLEANING).location


def version() -> int:
    db.session.expire_all()
    return db.session.query(Activity).one().version


def test_empty_list_leads_on(desk):
    assert "还没有记过活动" in desk.get(LIST).text


def test_activity_is_noted_once_however_often_the_form_is_sent(desk, sheet):
    assert desk.post(f"{LIST}new", CLEANING).location == sheet
    page = desk.get(LIST).text
    assert page.count("&lt;i&gt;大扫除&lt;/i&gt;") == 1
    assert "还没有人签到" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": " "}, "请写活动名称"),
        ({"day": "someday"}, "日期要在一年以内"),
        ({"kind": "singing"}, "没有这一种"),
        ({"points": "9"}, "分数不在规则的范围里"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, change, words):
    answer = desk.post(f"{LIST}new", CLEANING | change)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert 'value="巷口"' in answer.text
    assert db.session.query(Activity).count() == 0


def test_sheet_is_filled_with_plain_forms(desk, sheet):
    assert desk.post(f"{sheet}people", {"who": "27"}).status_code == 303
    assert desk.post(f"{sheet}people", {"lines": "周玉梅\n唐金水"}).status_code == 303
    page = desk.get(sheet).text
    assert '27号院 <span class="nb">何桂芳' in page
    assert "给3人记上" in page


def test_sheet_is_filled_by_fragments_too(desk, sheet):
    answer = post_by_htmx(desk, f"{sheet}people", {"who": "27"})
    assert (answer.status_code, "<html" in answer.text, 'id="sheet"' in answer.text) == (200, False, True)
    assert "写上了1个" in answer.text


def test_search_while_typing_answers_with_buttons(desk, office, sheet):
    make_household(office.courtyards[2], "何桂芳", kind="tenant")
    found = desk.get(f"{sheet}people?who=何桂芳", environ_overrides={"HTTP_HX_REQUEST": "true"})
    assert ("<html" in found.text, found.text.count('name="pick"')) == (False, 2)
    whole = desk.get(f"{sheet}people?who=何桂芳").text
    assert ("<html" in whole, whole.count('name="pick"')) == (True, 2)


def test_several_that_may_be_meant_are_offered_and_one_is_chosen(desk, office, sheet):
    make_household(office.courtyards[2], "何桂芳", kind="tenant")
    answer = desk.post(f"{sheet}people", {"who": "何桂芳"})
    assert answer.status_code == 422
    pick = re.findall(r'name="pick" value="([^"]+)"', answer.text)[1]
    assert desk.post(f"{sheet}people", {"who": "何桂芳", "pick": pick}).status_code == 303


def test_lines_that_are_unclear_stand_again_with_what_is_wrong(desk, sheet):
    answer = desk.post(f"{sheet}people", {"lines": "周玉梅\n赵<b>钱"})
    assert answer.status_code == 422
    assert "赵&lt;b&gt;钱</textarea>" in answer.text
    assert "名册里没有找到" in answer.text
    assert "给1人记上" in answer.text


@pytest.mark.parametrize(
    ("form", "words"),
    [({"who": "赵钱"}, "名册里没有找到"), ({"who": ""}, "名册里没有找到"), ({"lines": " "}, "还没有写人")],
)
def test_nobody_found_is_said(desk, sheet, form, words):
    answer = desk.post(f"{sheet}people", form)
    assert (answer.status_code, words in answer.text) == (422, True)


def test_line_is_struck_out(desk, sheet):
    desk.post(f"{sheet}people", {"who": "27"})
    row = re.search(r'name="row" value="(\d+)"', desk.get(sheet).text).group(1)
    assert desk.post(f"{sheet}strike-out", {"row": row}).status_code == 303
    assert desk.post(f"{sheet}strike-out", {"row": row}).status_code == 303
    assert "签到表上还没有人" in post_by_htmx(desk, f"{sheet}strike-out", {"row": row}).text


def test_sheet_is_posted_accepted_by_another_and_taken_back(app, desk, office, sheet):
    desk.post(f"{sheet}people", {"lines": "何桂芳\n周玉梅"})
    answer = desk.post(f"{sheet}post", {"seen": version()})
    assert "给2人记上了" in desk.get(answer.location).text
    other = Browser(app, make_user(office.community, "staff"))
    page = other.get("/staff/deeds/").text
    assert "这次活动的2条都认定" in page
    form = {"activity": re.search(r'name="activity" value="(\d+)"', page).group(1)}
    form["deed"] = re.findall(r'name="deed" value="(\d+-\d+)"', page)
    done = other.post("/staff/deeds/together", form)
    assert "认定了2条" in other.get(done.location).text
    assert desk.post(f"{sheet}take-back", {"seen": version(), "text": ""}).status_code == 422
    assert desk.post(f"{sheet}take-back", {"seen": version(), "text": "日子错了"}).status_code == 303
    assert {deed.state for deed in db.session.query(Deed)} == {"withdrawn"}
    assert "给2人记上" in desk.get(sheet).text


def test_sheet_changed_by_somebody_else_is_not_posted_unseen(desk, sheet):
    desk.post(f"{sheet}people", {"who": "27"})
    answer = desk.post(f"{sheet}post", {"seen": version() - 1})
    assert (answer.status_code, "别人刚刚改过" in answer.text) == (409, True)


def test_own_lines_are_marked_and_left(app, desk, office, sheet):
    recuse(office.staff, office.courtyards[0])
    desk.post(f"{sheet}people", {"lines": "何桂芳\n周玉梅"})
    assert "自家或亲属，要别人来记" in desk.get(sheet).text
    answer = desk.post(f"{sheet}post", {"seen": version()})
    assert "还有1人没有记" in desk.get(answer.location).text


def test_activity_is_changed_until_it_is_posted(desk, sheet):
    change = CLEANING | {"title": "植树", "seen": version()}
    assert desk.post(f"{sheet}edit", change).status_code == 303
    assert "植树" in desk.get(f"{sheet}edit").text
    stale = desk.post(f"{sheet}edit", change)
    assert (stale.status_code, "别人刚刚改过" in stale.text) == (409, True)


def test_paper_sheet_is_kept_as_a_picture(desk, sheet):
    assert desk.post(f"{sheet}picture", {}).status_code == 422
    assert desk.post(f"{sheet}picture", {"picture": (io.BytesIO(b"no picture"), "a.jpg")}).status_code == 422
    assert desk.post(f"{sheet}picture", {"picture": (io.BytesIO(make_jpeg()), "a.jpg")}).status_code == 303
    assert desk.get(f"{sheet}picture/small.jpg").mimetype == "image/jpeg"


def test_activity_of_another_community_is_not_there(app, desk, sheet):
    stranger = Browser(app, make_user(make_community("别的社区"), "staff"))
    for path in (sheet, f"{sheet}edit", f"{sheet}people", f"{sheet}picture/small.jpg"):
        assert stranger.get(path).status_code == 404, path
    for path in ("edit", "people", "strike-out", "post", "take-back", "picture"):
        assert stranger.post(sheet + path, {"who": "27", "lines": "27"}).status_code == 404, path
    assert "大扫除" not in stranger.get(LIST).text
