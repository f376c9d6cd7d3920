"""Putting goods by at the counter, waiting in line, and being called, by plain forms."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.goods import SETTLED, make_good, make_market
from webapp import clock
from webapp.domain.goods.stock import Move
from webapp.extensions import db
from webapp.models import Reservation
from webapp.operations.move_stock import Movement, move_stock

LIST = "/staff/reservations/"
UNTIL = "2026-11-19"


@pytest.fixture
def market(app):
    found = make_market()
    with clock.at(SETTLED):
        yield found


@pytest.fixture
def desk(app, market) -> Browser:
    return Browser(app, market.staff)


def form(good, **more) -> dict:
    return {"good": good.id, "pieces": 1, "until": UNTIL, **more}


def test_from_the_wish_over_the_line_to_what_is_put_by(market, desk):
    good = make_good(market.staff, stock=1)
    rich, poor = (f"/staff/counter/{each.id}/" for each in (market.account, market.poor))
    assert "没有预留，也没有人等货" in desk.get(LIST).text
    assert f"{rich}reserve" in desk.get(rich).text
    answer = desk.post(f"{rich}reserve", form(good))
    assert "留好了" in desk.get(answer.headers["Location"]).text
    answer = desk.post(f"{poor}reserve", form(good))
    page = desk.get(answer.headers["Location"]).text
    assert "排上队了" in page
    assert "留到11月19日" in page
    assert "11月12日起等货，排第1" in page
    assert "纸巾 × 1（留着）" in desk.get(rich).text
    assert move_stock(market.staff, good.id, Movement(Move.DONATED, 1, words="店")) is None
    assert "到货了，轮到1户" in desk.get("/staff/counter/").text
    assert "到货了，轮到这一户，到11月15日为止" in desk.get(LIST).text
    second = db.session.query(Reservation).filter_by(state="waiting").one()
    assert desk.post(f"{LIST}{second.id}/", {"do": "keep", "until": "2027-01-01"}).status_code == 422
    assert desk.post(f"{LIST}{second.id}/", {"do": "keep", "until": UNTIL}).status_code == 303
    assert "，留给别人1" in desk.get(rich).text
    assert "轮到" not in desk.get("/staff/counter/").text


def test_what_is_let_go_is_gone_once_and_the_second_press_is_told(market, desk):
    good = make_good(market.staff)
    desk.post(f"/staff/counter/{market.account.id}/reserve", form(good))
    place = f"{LIST}{db.session.query(Reservation).one().id}/"
    assert desk.post(place, {"do": "release"}).status_code == 303
    answer = desk.post(place, {"do": "release"})
    assert (answer.status_code, "刚刚已经领了、取消了" in answer.text) == (409, True)


def test_what_cannot_be_put_by_is_told_and_the_form_keeps_what_was_written(market, desk):
    good = make_good(market.staff)
    place = f"/staff/counter/{market.account.id}/reserve"
    for given in ({"until": "2020-01-01"}, {"until": "someday"}, {"pieces": "x"}, {"good": "99999999999"}):
        answer = desk.post(place, form(good) | given)
        assert (answer.status_code, "没有预留" in answer.text) == (422, True), given
    assert 'value="7"' in desk.post(place, form(good, pieces=7, until="2020-01-01")).text
    assert db.session.query(Reservation).count() == 0


def test_another_community_has_its_own_lists(app, market, desk):
    good = make_good(market.staff)
    desk.post(f"/staff/counter/{market.account.id}/reserve", form(good))
    other = make_market("别的社区")
    foreign = Browser(app, other.staff)
    key = db.session.query(Reservation).one().id
    assert "纸巾" not in foreign.get(LIST).text
    assert foreign.get(f"/staff/counter/{market.account.id}/reserve").status_code == 404
    assert foreign.post(f"{LIST}{key}/", {"do": "release"}).status_code == 404
    assert db.session.query(Reservation).one().state == "kept"
