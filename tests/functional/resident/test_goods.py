"""Goods on the card: what there is, what can be had and why not, what is put by; by plain forms."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import event

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.courtyards import household_of
from tests.factories.goods import OPEN_TO_ALL, SETTLED, Market, make_good, make_market, redeem
from tests.factories.pictures import make_jpeg
from webapp import clock
from webapp.domain.goods.stock import Move
from webapp.extensions import db
from webapp.models import Reservation
from webapp.operations.hand_out import Basket, hand_out, undo_handout
from webapp.operations.keep_photos import keep_photos
from webapp.operations.move_stock import Movement, move_stock
from webapp.rulebooks import default_text

GOODS = "/card/goods/"
MOST_STATEMENTS = 17  # of who may exchange for what reason, seven


@pytest.fixture
def market(app):
    found = make_market()
    with clock.at(SETTLED):
        yield found


def card_of(app, market: Market, account=None) -> Browser:
    return open_card(app, market.staff, household_of((account or market.account).courtyard))


@pytest.fixture
def card(app, market) -> Browser:
    return card_of(app, market)


@pytest.fixture
def poor(app, market) -> Browser:
    return card_of(app, market, market.poor)


def form(good, **more) -> dict:
    return {"good": good.id, "pieces": 1, "token": "00000000-0000-4000-8000-000000000001", **more}


def own() -> list[tuple[str, str]]:
    return [(each.state, each.picked_up_by) for each in db.session.query(Reservation).order_by(Reservation.id)]


def test_units_are_said_in_english_and_as_typed_where_they_are_unknown(market, card):
    bags, typed = make_good(market.staff, "洗衣粉", most_each=1), make_good(market.staff, "香皂")
    bags.unit, typed.unit = "袋", "大联装"
    db.session.commit()
    card._client.set_cookie("language", "en")
    page = card.get(GOODS).text
    assert "2 points a bag, 5 bags left" in page
    assert "at most 1 bag a household" in page
    assert "How many bags" in page
    assert "2 points a 大联装" in page


@pytest.mark.parametrize(
    "typed", ["510101199001011234", "何５１０１０１１９９００１０１１２３Ｘ", "何 510101 19900101 1234"]
)
def test_identity_card_number_of_who_collects_is_kept_nowhere(app, market, card, typed):
    good = make_good(market.staff)
    answer = card.post(GOODS, form(good, picked_up_by=typed))
    assert (answer.status_code, "像是身份证号，没有存" in answer.text, own()) == (422, True, [])
    card.post(GOODS, form(good, picked_up_by="何\u202e小妹"))
    key = db.session.query(Reservation).one().id
    answer = card.post(f"{GOODS}reservations/{key}/", {"do": "name", "picked_up_by": typed})
    assert (answer.status_code, "像是身份证号，没有存" in answer.text) == (422, True)
    assert own() == [("kept", "何小妹")]
    visitor = f"/staff/counter/{market.account.id}/"
    answer = Browser(app, market.staff).post(visitor, {f"pieces-{good.id}": "1", "picked_up_by": typed})
    assert (answer.status_code, "像是身份证号，没有存" in answer.text) == (422, True)
    assert own() == [("kept", "何小妹")]


def test_from_the_card_to_what_is_put_by_and_to_the_counter(app, market, card):
    good = make_good(market.staff, sponsor="示例便民超市（虚构）", most_each=3)
    assert GOODS in card.get("/card/").text
    page = card.get(GOODS).text
    for words in ("2分/提", "还有5提", "示例便民超市（虚构）赞助", "每户每月最多3提", "还没有换过"):
        assert words in page, words
    answer = card.post(GOODS, form(good, pieces=2, picked_up_by="何小妹"))
    assert answer.status_code == 303
    page = card.get(answer.headers["Location"].split("#")[0]).text
    for words in ("留好了", "留到11月19日", "领的时候用4分，何小妹来领", "已经留着了"):
        assert words in page, words
    assert "纸巾 × 2，留到11月19日" in card.get("/card/").text
    desk = Browser(app, market.staff)
    listed = desk.get("/staff/reservations/").text
    assert "住户在积分卡上自己登记的" in listed
    assert "何小妹来领" in listed
    visitor = f"/staff/counter/{market.account.id}/"
    assert 'value="何小妹"' in desk.get(visitor).text
    desk.post(visitor, {f"pieces-{good.id}": "2", "picked_up_by": "何小妹"})
    page = card.get(GOODS).text
    assert "何小妹代领" in page
    assert "−4" in page
    assert own() == [("taken", "何小妹")]


def test_twice_sent_is_the_same_success(market, card):
    good = make_good(market.staff)
    places = {card.post(GOODS, form(good)).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    place = f"{GOODS}reservations/{db.session.query(Reservation).one().id}/"
    assert [card.post(place, {"do": "release"}).status_code for _ in range(2)] == [303, 303]
    assert [card.post(place, {"do": "name", "picked_up_by": "甲"}).status_code] == [409]
    assert own() == [("released", "")]


def test_a_page_that_is_gone_back_to_serves_for_another_good(market, card):
    for name in ("纸巾", "肥皂"):
        assert card.post(GOODS, form(make_good(market.staff, name))).status_code == 303
    assert own() == [("kept", ""), ("kept", "")]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pieces": "6", "picked_up_by": "何小妹"}, "还差2分"),
        ({"pieces": "0"}, "数量写1到1000的整数"),
        ({"pieces": "两"}, "数量写1到1000的整数"),
        ({"pieces": "-1"}, "数量写1到1000的整数"),
        ({"pieces": ""}, "数量写1到1000的整数"),
    ],
)
def test_what_cannot_be_is_said_at_its_place_and_what_was_written_stays(market, card, given, words):
    good = make_good(market.staff)
    answer = card.post(GOODS, form(good, **given))
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert words in answer.text.split(f'id="oops-{good.id}"')[1].split("</p>")[0]
    assert f'value="{given.get("pieces")}"' in answer.text
    assert given.get("picked_up_by", "") in answer.text
    assert own() == []


@pytest.mark.parametrize("key", ["", "x", "0", "99999999", "9" * 30])
def test_good_that_is_not_there_is_refused(market, card, key):
    make_good(market.staff)
    assert card.post(GOODS, {"good": key, "pieces": "1"}).status_code == 422
    assert own() == []


def test_too_few_points_say_how_many_more_and_offer_no_button(market, poor):
    make_good(market.staff, points=4)
    page = poor.get(GOODS).text
    assert "还差4分" in page
    assert 'name="pieces"' not in page


def test_line_is_shown_from_the_end_to_the_turn(market, card, poor):
    good = make_good(market.staff, points=1, stock=1)
    hand_out(market.staff, market.account, Basket({good.id: 1}))
    assert "没有了" in card.get(GOODS).text
    answer = card.post(GOODS, form(good))
    assert "排上队了" in card.get(answer.headers["Location"].split("#")[0]).text
    assert "排在第一" in card.get(GOODS).text
    assert move_stock(market.staff, good.id, Movement(Move.DONATED, 1, words="店")) is None
    page = card.get("/card/").text
    assert "纸巾到了，轮到您家" in page
    assert "最晚11月15日定下来" in page
    assert "您等的纸巾到了" in re.search(r"<[^>]*speak[^>]*>.*?</", page, re.DOTALL).string
    assert "货到了。最晚11月15日定下来" in card.get(GOODS).text
    [waiting] = db.session.query(Reservation)
    place = f"{GOODS}reservations/{waiting.id}/"
    assert poor.post(place, {"do": "take"}).status_code == 404
    assert [card.post(place, {"do": "take"}).status_code for _ in range(2)] == [303, 303]
    assert "留到11月19日" in card.get(GOODS).text
    assert "轮到" not in card.get("/card/").text


def test_turn_that_is_over_or_beyond_the_rules_is_told(app, market, card):
    good = make_good(market.staff, points=8, stock=0)
    other = make_good(market.staff, "肥皂", points=3)
    card.post(GOODS, form(good))
    place = f"{GOODS}reservations/{db.session.query(Reservation).one().id}/"
    assert "还没轮到" in card.post(place, {"do": "take"}).text
    hand_out(market.staff, market.account, Basket({other.id: 1}))
    assert move_stock(market.staff, good.id, Movement(Move.DONATED, 1, words="店")) is None
    answer = card.post(place, {"do": "take"})
    assert (answer.status_code, "还差1分" in answer.text) == (422, True)
    with clock.at(SETTLED + dt.timedelta(days=4)):
        late = card_of(app, market)
        assert late.post(place, {"do": "take"}).status_code == 409
        assert "11月15日以前轮到过，没有定" in late.get(GOODS).text


def test_who_comes_later_reads_how_many_are_before(app, market, card):
    good = make_good(market.staff, points=1, stock=0)
    Browser(app, market.staff).post(
        f"/staff/counter/{market.poor.id}/reserve", {"good": good.id, "pieces": 1, "until": "2026-11-19"}
    )
    assert "前面有1户在等" in card.get(GOODS).text
    card.post(GOODS, form(good))
    assert "前面还有1户" in card.get(GOODS).text


def test_what_nobody_came_for_is_said_to_be_free_again(app, market, card):
    good = make_good(market.staff)
    card.post(GOODS, form(good))
    with clock.at(SETTLED + dt.timedelta(days=7)):
        assert "留到11月19日" in card_of(app, market).get(GOODS).text
    with clock.at(SETTLED + dt.timedelta(days=8)):
        page = card_of(app, market).get(GOODS).text
        assert "留到11月19日没有领，放开给别人了" in page
        assert 'name="pieces"' in page


@pytest.mark.parametrize("rules", [OPEN_TO_ALL, default_text()], ids=["everybody", "commended"])
def test_page_asks_the_database_seldom(app, rules):
    market = make_market(rules=rules)
    with clock.at(SETTLED):
        card = card_of(app, market)
        for number in range(8):
            good = make_good(market.staff, f"物品{number}", points=1)
            card.post(GOODS, form(good))
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            seen.append(statement)

        db.session.expire_all()
        event.listen(db.engine, "before_cursor_execute", note)
        card.get(GOODS)
        event.remove(db.engine, "before_cursor_execute", note)
    found = [" ".join(each.split())[:150] for each in seen if not each.startswith("BEGIN")]
    assert len(found) <= MOST_STATEMENTS, found


def test_receipt_that_was_taken_back_says_so(market, card):
    receipt = redeem(market.staff, market.account, 3, "理发一次")
    undo_handout(market.staff, receipt.id)
    page = card.get(GOODS).text
    assert "理发一次" in page
    assert "撤回了，积分退回" in page


def test_days_of_exchange_are_named(app):
    rules = OPEN_TO_ALL.replace("{who: everybody}", "{who: everybody, windows: [{first: 20, last: 25}]}")
    market = make_market(rules=rules)
    with clock.at(SETTLED):
        good, card = make_good(market.staff), card_of(app, market)
        page = card.get(GOODS).text
        assert "今天不兑换。下次从11月20日到11月25日" in page
        assert 'name="pieces"' not in page
        assert card.post(GOODS, form(good)).status_code == 422
    with clock.at(SETTLED.replace(day=20)):
        assert "现在能兑换，到11月25日为止" in card_of(app, market).get(GOODS).text


def test_who_is_not_commended_is_told_so(app):
    market = make_market(rules=default_text())
    with clock.at(SETTLED):
        make_good(market.staff, points=1)
        page = card_of(app, market, market.poor).get(GOODS).text
        assert "没有受表彰" in page
        assert 'name="pieces"' not in page


def test_balance_is_shown_for_each_bucket(app):
    second = "{code: gift, label: {zh: 奖励分, en: Gift points}}"
    rules = f"{OPEN_TO_ALL}\nbuckets: [{{code: points, label: {{zh: 积分, en: Points}}}}, {second}]\n"
    market = make_market(rules=rules)
    with clock.at(SETTLED):
        page = card_of(app, market).get(GOODS).text
        assert re.search(r"<dt>积分</dt><dd>10<", page)
        assert re.search(r"<dt>奖励分</dt><dd>0<", page)


def test_without_goods_it_says_what_will_be_here(card):
    assert "社区放上以后，就在这里" in card.get(GOODS).text


def test_another_households_and_another_communitys_are_not_there(app, market, card, poor):
    [sha256], _ = keep_photos(market.community.id, [make_jpeg()])
    good = make_good(market.staff, picture=sha256)
    card.post(GOODS, form(good))
    place = f"{GOODS}reservations/{db.session.query(Reservation).one().id}/"
    foreign = make_market("别处")
    with clock.at(SETTLED):
        stranger = card_of(app, foreign)
        assert "纸巾" not in stranger.get(GOODS).text
        assert stranger.post(GOODS, form(good)).status_code == 422
        assert stranger.get(f"{GOODS}{good.id}/picture/small.jpg").status_code == 404
    for other in (stranger, poor):
        for do in ("release", "name"):
            assert other.post(place, {"do": do, "picked_up_by": "甲"}).status_code == 404
    assert poor.get(f"{GOODS}{good.id}/picture/small.jpg").status_code == 200
    assert own() == [("kept", "")]


def test_picture_of_a_good_that_is_no_more_on_offer_is_not_there(market, card):
    [sha256], _ = keep_photos(market.community.id, [make_jpeg()])
    good = make_good(market.staff, picture=sha256, on_offer=False)
    assert card.get(f"{GOODS}{good.id}/picture/small.jpg").status_code == 404


def test_without_a_card_there_is_only_its_door(app, market):
    good = make_good(market.staff)
    nobody = Browser(app)
    for answer in (nobody.get(GOODS), nobody.post(GOODS, form(good)), nobody.post(f"{GOODS}reservations/1/")):
        assert answer.headers["Location"] == "/card/"


def test_names_are_shown_as_they_were_written(market, card):
    good = make_good(market.staff, "<b>纸巾</b>", sponsor="<script>x</script>")
    card.post(GOODS, form(good, picked_up_by="<i>何</i>"))
    page = card.get(GOODS).text
    assert "<b>纸巾" not in page
    assert "<script>x" not in page
    assert "<i>何" not in page
    assert "&lt;i&gt;何" in page
