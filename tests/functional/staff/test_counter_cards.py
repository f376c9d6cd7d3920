"""Counter mode: a household found and its card read out, which its own log says."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import PIN, TODAY, make_neighbourhood, make_neighbourhood_today
from tests.factories.papers import read_pdf
from webapp import clock
from webapp.extensions import db
from webapp.models import AccessVisit, AuditEvent


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def staff(app, home) -> Browser:
    return Browser(app, home.staff)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("asked", ["27", "石阶巷27号", "何桂", "code", "card", "door"])
def test_household_is_found_by_door_name_code_and_scanned_code(staff, home, asked):
    code = home.household.code
    scanned = {
        "code": f"{code[:4]}-{code[4:].lower()}",
        "card": f"http://localhost/card/?code={code}",
        "door": f"https://sanbao.example/d/{home.yards[0].code}/",
    }
    page = staff.get("/staff/cards/", query_string={"q": scanned.get(asked, asked)}).text
    assert f"/staff/cards/{home.household.id}/" in page
    assert f"/staff/cards/{household_of(home.yards[1]).id}/" not in page


def test_nothing_found_says_how_else_to_ask(staff, home):
    assert "没有找到" in staff.get("/staff/cards/", query_string={"q": "<b>无</b>"}).text


def test_card_is_read_in_sentences_with_reasons_and_dates(staff, home):
    text = words(staff.get(f"/staff/cards/{home.household.id}/").text)
    for said in (
        "2026年10月得了12分，满分20分。",
        "扣1分，地面有垃圾或污水。10月5日查到，这个月一共2次，只扣一次。",
        "占路堆放。10月5日查到，10月7日已改好，不扣分。",
        "改好以后，下个月不再扣。",
        "加2分，志愿服务2次。10月6日，帮老人修灯。院里别家1次。",
        "觉得不对，最晚11月7日说，联系0000-0000，或者到社区窗口。",
        "公示结束以后再加12分。",
    ):
        assert said in text, said


def test_month_that_was_not_assessed_says_why(staff, home):
    text = words(staff.get(f"/staff/cards/{household_of(home.yards[2]).id}/").text)
    assert "2026年10月没有评分，也不是0分。 10月5日来过，大雨，没有查。" in text


def test_reading_out_stands_in_the_households_own_log_once_for_one_talk(app, staff, home):
    card = f"/staff/cards/{home.household.id}/"
    staff.get(card)
    staff.post(f"{card}summary.pdf")
    with clock.at(TODAY + dt.timedelta(minutes=10)):
        staff.get(card)
        visits = db.session.query(AccessVisit).order_by(AccessVisit.id).all()
        assert [(visit.way, visit.household_id) for visit in visits] == [("counter", home.household.id)] * 2
        assert "11月5日 10:00，窗口查询" in open_card(app, home.staff, home.household).get("/card/").text
    read = db.session.query(AuditEvent).filter_by(action="card_read_out").all()
    assert [event.actor_id for event in read] == [home.staff.id] * 2


def test_summary_is_one_page_with_the_same_sentences_and_no_pin(staff, home):
    paper = read_pdf(staff.post(f"/staff/cards/{home.household.id}/summary.pdf").data)
    assert paper.sizes == [(210, 297)]
    assert "2026年10月得了12分" in paper.text
    assert "石阶巷27号" in paper.text
    assert PIN not in paper.text
    assert home.household.code not in paper.text


def test_household_of_another_community_is_not_there(staff, home):
    elsewhere = make_neighbourhood("别的社区")
    for path in ("", "pin", "pin.pdf", "summary.pdf"):
        address = f"/staff/cards/{elsewhere.household.id}/{path}"
        assert (staff.post if path else staff.get)(address).status_code == 404, path
    page = staff.get("/staff/cards/", query_string={"q": elsewhere.household.code}).text
    assert f"/staff/cards/{elsewhere.household.id}/" not in page
