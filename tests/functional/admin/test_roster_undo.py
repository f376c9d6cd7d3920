"""The page that takes back a change of holder, a split or a merge, and what files say of both."""

from __future__ import annotations

import datetime as dt

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.neighbourhoods import publish
from tests.factories.users import make_user
from tests.functional.admin.test_roster import ROSTER, courtyard_path, seen_on
from webapp.extensions import db
from webapp.models import Account, Courtyard, Household, RosterAct

LATER = dt.datetime(2026, 12, 3, 2, tzinfo=dt.UTC)
HOLDER = {"month": "2026-11", "household": "new", "name": "丁小满", "before": "left"}


def made(desk: Browser, path: str, **asked: str) -> str:
    """Do it, and follow to the page that takes it back; its path."""
    page = desk.get(path, query_string=asked).text
    answer = desk.post(path, {**asked, "seen": seen_on(page)})
    assert answer.status_code == 303
    act = db.session.query(RosterAct).order_by(RosterAct.id.desc()).first()
    undo = f"{ROSTER}acts/{act.id}/"
    assert f'href="{undo}"' in desk.get(answer.headers["Location"]).text
    return undo


def taken_back(desk: Browser, undo: str, reason: str = "点错了"):
    return desk.post(undo, {"seen": seen_on(desk.get(undo).text), "reason": reason})


def test_a_change_of_holder_says_what_taking_it_back_does_and_both_stand_in_the_files(app, desk, home):
    yard = home.yards[0]
    undo = made(desk, f"{courtyard_path(yard)}holder", **HOLDER)
    page = desk.get(undo).text
    for words in ("院主又是何桂芳家", "丁小满家当作没有来过", "评过分的草稿会回到进行中", "账本里记过的分一笔也不动"):
        assert words in page, words
    answer = taken_back(desk, undo)
    assert answer.headers["Location"] == f"{courtyard_path(yard)}?done=undone"
    assert "撤回了，和变动以前一样" in desk.get(answer.headers["Location"]).text

    staff = Browser(app, make_user(home.community, "staff"))
    held = db.session.query(Account).filter_by(courtyard_id=yard.id, closed_in=None).one().holders[0].household_id
    for file in (f"courtyards/{yard.id}/", f"households/{held}/"):
        shown = staff.get(f"/staff/files/{file}").text
        for words in ("2026年11月起换院主", "何桂芳家换成丁小满家", "撤回了", "点错了"):
            assert words in shown, (file, words)
    came = db.session.query(Household).order_by(Household.id.desc()).first()
    assert "登记错了，没有搬来" in staff.get(f"/staff/files/households/{came.id}/").text


def test_a_split_s_page_names_the_plate_that_is_void(app, desk, home):
    yard = home.yards[0]
    asked = {"month": "2026-12", "first_number": "27-1", "second_number": "27-2", "second": str(home.tenant.id)}
    undo = made(desk, f"{courtyard_path(yard)}split", **asked, account="goes_on", other_owner=str(home.tenant.id))
    part = db.session.query(Courtyard).filter_by(number="27-2").one()
    page = desk.get(undo).text
    assert "又是一个27号院" in page
    assert "新门牌的二维码打不开" in page
    assert taken_back(desk, undo).status_code == 303
    assert Browser(app).get(f"/d/{part.code}/").status_code == 404
    assert desk.get(courtyard_path(part)).status_code == 404
    listed = desk.get(ROSTER).text
    assert "27-2" not in listed
    assert "3个院落" in listed
    oversight = Browser(app, make_user(home.community, "oversight"))
    assert "拆错了，已经撤回" in oversight.get(f"/oversight/files/courtyards/{part.id}/").text


def test_a_merge_s_page_says_what_stays(desk, home):
    path = f"{courtyard_path(home.yards[1])}merge"
    undo = made(desk, path, month="2026-12", other=str(home.yards[2].id), number="29-31")
    page = desk.get(undo).text
    for words in ("31号院从2026年12月起照常查", "还算在29号院", "门牌号改回29号"):
        assert words in page, words
    assert taken_back(desk, undo).status_code == 303
    assert [db.session.get_one(Courtyard, yard.id).number for yard in home.yards] == ["27", "29", "31"]


def test_a_form_without_a_reason_or_sent_twice_says_so(desk, home):
    undo = made(desk, f"{courtyard_path(home.yards[0])}holder", **HOLDER)
    empty = taken_back(desk, undo, " ")
    assert empty.status_code == 422
    assert "请写为什么撤回" in empty.text
    assert 'aria-invalid="true"' in empty.text
    late = desk.post(undo, {"seen": "0" * 16, "reason": "选错了月份"})
    assert late.status_code == 409
    assert 'value="选错了月份"' in late.text
    form = {"seen": seen_on(desk.get(undo).text), "reason": "点错了"}
    assert desk.post(undo, form).status_code == 303
    again = desk.post(undo, form)
    assert again.status_code == 409
    assert "已经撤回了" in again.text


def test_what_can_not_be_taken_back_any_more_says_why_and_what_to_do(desk, home):
    undo = made(desk, f"{courtyard_path(home.yards[0])}holder", **HOLDER)
    publish(home.staff, home.oversight, "2026-11", LATER)
    page = desk.get(undo).text
    for words in ("监督已经确认，撤不回了", "到“换院主”", "再换一次"):
        assert words in page, words
    assert "撤回这次变动" not in page
    assert desk.post(undo, {"seen": "0" * 16, "reason": "点错了"}).status_code == 422


def test_another_community_s_act_is_not_there(app, desk, home):
    undo = made(desk, f"{courtyard_path(home.yards[0])}holder", **HOLDER)
    stranger = Browser(app, make_user(make_community("别的社区"), "admin"))
    assert stranger.get(undo).status_code == 404
    assert stranger.post(undo, {"seen": "0" * 16, "reason": "点错了"}).status_code == 404
    assert desk.get(f"{ROSTER}acts/{10**30}/").status_code == 404
    assert db.session.query(RosterAct).one().undone_at is None
