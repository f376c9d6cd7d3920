"""The counter as staff use it, and what oversight sees of it."""

from __future__ import annotations

import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import household_of
from tests.factories.goods import SETTLED, make_good, make_market, redeem
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Good, Recusal, Redemption
from webapp.operations.change_holder import Change, change_holder
from webapp.queries.roster_desk import seen_of_courtyard
from webapp.rulebooks import default_text


@pytest.fixture
def market(app):
    found = make_market()
    with clock.at(SETTLED):
        yield found


@pytest.fixture
def desk(app, market) -> Browser:
    return Browser(app, market.staff)


def test_from_the_catalogue_to_the_receipt_and_back(app, market, desk):
    answer = desk.post("/staff/goods/", {"name": "纸巾", "unit": "提", "points": "2", "low_at": "5", "most_each": ""})
    place = answer.headers["Location"]
    assert answer.status_code == 303
    desk.post(f"{place}moves", {"move": "bought", "quantity": "6", "yuan": "59.40", "words": "批发市场"})
    assert "架上现在有6提" in desk.get(f"{place}?moved=1").text
    good = db.session.query(Good).one()
    page = desk.get("/staff/counter/").text
    assert "何桂芳" in page
    assert "欧阳兰" not in page
    visitor = f"/staff/counter/{market.account.id}/"
    assert "能用10分" in desk.get(visitor).text
    answer = desk.post(visitor, {f"pieces-{good.id}": "2", "picked_up_by": "何小妹"})
    receipt = answer.headers["Location"]
    shown = desk.get(receipt).text
    assert "用了4分，还能用6分" in shown
    assert "何小妹" in shown
    assert "快没有了：纸巾" in desk.get("/staff/goods/").text
    seen = Browser(app, market.oversight).get("/oversight/goods/").text
    assert "纸巾 × 2" in seen
    assert desk.post(receipt).status_code == 303
    assert "撤回了" in desk.get(receipt).text
    assert "能用10分" in desk.get(visitor).text


@pytest.mark.parametrize("text", ["27", "石阶巷27", "何", " 何桂芳 ", "code"])
def test_who_comes_is_found_by_door_name_or_household_code(market, desk, text):
    wanted = household_of(market.account.courtyard).code.lower() if text == "code" else text
    page = desk.get("/staff/counter/", query_string={"q": wanted}).text
    assert "何桂芳" in page
    assert "欧阳兰" not in page


def test_who_is_not_there_is_said_in_words(desk):
    assert "没有找到" in desk.get("/staff/counter/?q=某某").text


def test_a_basket_that_costs_too_much_keeps_what_was_typed(market, desk):
    good = make_good(market.staff, points=9)
    answer = desk.post(f"/staff/counter/{market.account.id}/", {f"pieces-{good.id}": "2", "picked_up_by": "何小妹"})
    assert (answer.status_code, "可用的积分不够18分" in answer.text, "何小妹" in answer.text) == (422, True, True)
    assert db.session.query(Redemption).count() == 0


def test_nobody_serves_their_own_relatives(market, desk):
    good = make_good(market.staff)
    of = {"community_id": market.community.id, "courtyard_id": market.account.courtyard_id, "reason": "relative"}
    db.session.add(Recusal(user_id=market.staff.id, **of))
    db.session.commit()
    answer = desk.post(f"/staff/counter/{market.account.id}/", {f"pieces-{good.id}": "1"})
    assert (answer.status_code, "要由别人来办" in answer.text) == (422, True)


def test_default_rules_let_only_the_commended_exchange(app):
    market = make_market(rules=default_text())
    with clock.at(SETTLED):
        desk = Browser(app, market.staff)
        assert "没有受表彰" in desk.get(f"/staff/counter/{market.poor.id}/").text


def test_double_tap_gets_the_same_receipt(market, desk):
    good = make_good(market.staff)
    visitor = f"/staff/counter/{market.account.id}/"
    token = re.search(r'name="token" value="([^"]+)"', desk.get(visitor).text)[1]
    places = {desk.post(visitor, {f"pieces-{good.id}": "1", "token": token}).headers["Location"] for _ in range(2)}
    assert (len(places), db.session.query(Redemption).count()) == (1, 1)


def test_another_communitys_counter_goods_and_receipts_are_not_there(app, market, desk):
    good = make_good(market.staff)
    receipt = desk.post(f"/staff/counter/{market.account.id}/", {f"pieces-{good.id}": "1"}).headers["Location"]
    stranger = Browser(app, make_market("别处").staff)
    for path in (f"/staff/counter/{market.account.id}/", f"/staff/goods/{good.id}/", receipt):
        assert (stranger.get(path).status_code, stranger.post(path).status_code) == (404, 404)
    assert stranger.post(f"/staff/goods/{good.id}/moves").status_code == 404
    assert "还没有物品" in stranger.get("/staff/goods/").text


@pytest.mark.parametrize("form", [{"points": "二"}, {"points": "-2"}, {"points": "2", "low_at": "x"}, {"name": ""}])
def test_catalogue_says_what_is_wrong_and_keeps_what_was_typed(desk, form):
    answer = desk.post("/staff/goods/", {"name": "肥皂", "unit": "块", "points": "2"} | form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert db.session.query(Good).count() == 0


@pytest.mark.parametrize("text", ["27", "何桂芳"])
def test_who_was_the_holder_is_found_with_the_points_that_are_left(market, desk, text):
    yard = market.account.courtyard
    admin = make_user(market.community, "admin")
    change_holder(admin, yard.id, Change("2026-11", name="丁小满"), seen_of_courtyard(yard))
    visitor = f"/staff/counter/{market.account.id}/"
    page = desk.get("/staff/counter/", query_string={"q": text}).text
    assert visitor in page
    assert "何桂芳" in page
    assert redeem(market.staff, market.account, 3, "酱油").points == 3
    assert "能用7分" in desk.get(visitor).text
