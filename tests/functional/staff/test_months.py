"""Closing a month as staff and oversight do it, page by page, against figures worked out by hand."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import approve
from tests.factories.communities import make_community
from tests.factories.courtyards import account_of
from tests.factories.deeds import make_deed
from tests.factories.users import make_user, recuse
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry, Month, Publication

MONTH = "/staff/months/2026-10/"


@pytest.fixture
def reviewed(desk, office):
    """27 approved with its fault, 29 approved clean, 31 still waiting; one deed for 29."""
    for check in office.checks[:2]:
        approve(office.staff, check)
    make_deed(office.courtyards[1], dt.date(2026, 10, 6))
    return office


@pytest.fixture
def oversight(app, office) -> Browser:
    return Browser(app, make_user(office.community, "oversight", name="孙月娥"))


def month_state() -> str:
    return db.session.query(Month.state).filter_by(name="2026-10").scalar()


def test_open_month_shows_what_is_missing_with_the_way_out(desk, reviewed):
    page = desk.get(MONTH).text
    assert "1户检查待审" in page
    assert "1户没有通过的检查" in page
    assert "还没评分，这是现在算下来的" in page
    assert f"/staff/walks/{reviewed.checks[0].walk.uuid}/#queue" in page


def test_month_goes_from_score_to_publication_and_ledger(app, desk, oversight, reviewed):
    for step, state in (("score", "scored"), ("review", "reviewed")):
        assert desk.post(MONTH, {"step": step}).status_code == 303
        assert month_state() == state
    waiting = oversight.get("/oversight/months/2026-10/").text
    assert "确认，还是退回" in waiting
    assert oversight.post("/oversight/months/2026-10/", {"step": "confirm", "note": "抽查一致"}).status_code == 303
    assert "公示，入账" in desk.get(MONTH).text
    assert desk.post(MONTH, {"step": "publish"}).status_code == 303
    document = json.loads(db.session.query(Publication).one().document)
    assert [row["total"] for row in document["lanes"][0]["rows"]] == [9, 11, None]
    # 27: 10 − 1; 29: 10 + 1; 31: not assessed, so nothing.
    assert [row.amount for row in db.session.query(LedgerEntry).order_by(LedgerEntry.sequence)] == [10, -1, 10, 1]
    assert "从第1笔重算到最后一笔，都对得上" in oversight.get("/oversight/ledger/").text
    assert "抽查一致" in oversight.get("/oversight/audit/").text


def test_step_taken_twice_answers_409_with_the_month_as_it_is(desk, reviewed):
    desk.post(MONTH, {"step": "score"})
    answer = desk.post(MONTH, {"step": "score"})
    assert answer.status_code == 409
    assert "这一步别人已经做了" in answer.text
    assert "复核过了，送监督确认" in answer.text


def test_publishing_before_confirmation_is_refused(desk, reviewed):
    desk.post(MONTH, {"step": "score"})
    assert desk.post(MONTH, {"step": "publish"}).status_code == 409
    assert db.session.query(Publication).count() == 0


def test_step_of_somebody_else_is_no_step_here(desk, oversight, reviewed):
    assert desk.post(MONTH, {"step": "confirm"}).status_code == 400
    assert oversight.post("/oversight/months/2026-10/", {"step": "publish"}).status_code == 400
    assert desk.post("/staff/months/2031-01/", {"step": "score"}).status_code == 404


def test_deduction_leads_to_its_photo_and_check_for_staff_and_oversight(desk, oversight, reviewed):
    account = account_of(reviewed.courtyards[0]).id
    desk.post(MONTH, {"step": "score"})
    for area, reader in (("staff", desk), ("oversight", oversight)):
        page = reader.get(f"/{area}/months/2026-10/accounts/{account}/").text
        check = f"/{area}/checks/{reviewed.checks[0].uuid}/"
        assert "9分是这样来的" in page
        assert "门口有垃圾" in page
        assert f'href="{check}"' in page
        assert f"{check}photos/{reviewed.sha256}/small.jpg" in page
        assert reader.get(check).status_code == 200
        assert reader.get(f"{check}photos/{reviewed.sha256}/").status_code == 200
        assert reader.get(f"{check}photos/{reviewed.sha256}/small.jpg").status_code == 200


def test_oversight_sends_back_with_words_or_not_at_all(desk, oversight, reviewed):
    desk.post(MONTH, {"step": "score"})
    desk.post(MONTH, {"step": "review"})
    silent = oversight.post("/oversight/months/2026-10/", {"step": "stop", "note": " "})
    assert silent.status_code == 422
    assert "写一句哪里要改" in silent.text
    assert oversight.post("/oversight/months/2026-10/", {"step": "stop", "note": "31号没查"}).status_code == 303
    assert month_state() == "open"
    assert "31号没查" in desk.get(MONTH).text


def test_who_scored_may_not_confirm(app, reviewed):
    both = Browser(app, make_user(reviewed.community, "staff", "oversight"))
    both.post(MONTH, {"step": "score"})
    both.post(MONTH, {"step": "review"})
    page = both.get("/oversight/months/2026-10/").text
    assert "要由另一位确认" in page
    assert both.post("/oversight/months/2026-10/", {"step": "confirm"}).status_code == 409
    assert month_state() == "reviewed"


def test_roles_open_only_their_own_pages(app, desk, oversight, reviewed):
    inspector = Browser(app, reviewed.inspector)
    closed = ((desk, "/oversight/"), (desk, "/admin/"), (oversight, "/staff/"), (inspector, "/staff/"))
    assert [person.get(path).status_code for person, path in closed] == [403] * 4
    assert Browser(app).get(MONTH).status_code == 302


def test_waiting_deed_is_decided_once_and_not_by_the_family(app, desk, reviewed):
    deed = make_deed(reviewed.courtyards[0], dt.date(2026, 10, 6), state="waiting", text="帮邻居扫雪")
    assert "1条加分没有决定" in desk.get(MONTH).text
    assert "帮邻居扫雪" in desk.get("/staff/deeds/").text
    relative = make_user(reviewed.community, "staff")
    recuse(relative, reviewed.courtyards[0])
    path, accept = "/staff/deeds/", {"deed": deed.id, "do": "accept"}
    assert Browser(app, relative).post(path, accept).status_code == 403
    assert desk.post(path, accept).status_code == 303
    assert desk.post(path, accept | {"do": "refuse"}).status_code == 409
    assert db.session.get(Deed, deed.id).state == "accepted"
    assert desk.post(path, accept | {"do": "burn"}).status_code == 400
    assert desk.post(path, {"deed": "x", "do": "accept"}).status_code == 404


def test_months_before_the_first_check_say_so(app):
    staff = Browser(app, make_user(make_community(), "staff"))
    assert "还没有开始的月份" in staff.get("/staff/months/").text
