"""Points for goods: both move together, or nothing does."""

from __future__ import annotations

import pytest

from tests.factories.goods import SETTLED, make_good, make_market
from tests.integration.test_locks import at_once
from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.stock import Move
from webapp.extensions import db
from webapp.models import Account, FundEntry, LedgerEntry, Redemption, StockEntry, User
from webapp.operations.hand_out import Basket, hand_out, undo_handout
from webapp.operations.keep_good import GoodWords, keep_good
from webapp.operations.move_stock import Movement, move_stock
from webapp.queries.balances import balance_of
from webapp.queries.goods import shelf_of, stock_of
from webapp.queries.ledger import chain_break


def stock(good) -> int:
    return stock_of(good.community_id, {good.id})[good.id]


def test_points_and_goods_leave_together_and_come_back_together(market):
    good = make_good(market.staff)
    redemption = hand_out(market.staff, market.account, Basket({good.id: 3}))
    assert (redemption.points, redemption.what, balance_of(market.account).spendable, stock(good)) == (
        6,
        "纸巾 × 3",
        4,
        2,
    )
    assert undo_handout(market.other, redemption.id)
    assert not undo_handout(market.other, redemption.id)
    assert (balance_of(market.account).spendable, stock(good)) == (10, 5)
    assert chain_break(market.community.id) is None
    assert shelf_of(good).reconciliation.issued == 0


@pytest.mark.parametrize(
    ("basket", "reason"),
    [
        ({"pieces": {1: 6}}, "out_of_stock"),
        ({"pieces": {1: 0}}, "empty_basket"),
        ({"pieces": {1: -1}}, "not_on_offer"),
        ({"pieces": {2: 1}}, "not_on_offer"),
        ({"pieces": {3: 1}}, "not_on_offer"),
        ({"pieces": {4: 2}}, "most_each"),
        ({"pieces": {5: 1}}, "too_few_points"),
        ({"other": "理发一次"}, "no_price"),
        ({"other": "理发一次", "other_points": -5}, "no_price"),
        ({"other": " ", "other_points": 5}, "no_price"),
    ],
)
def test_what_cannot_be_had_is_refused_and_nothing_moves(market, basket, reason):
    goods = [
        make_good(market.staff),
        make_good(market.staff, "旧货", on_offer=False),
        make_good(make_market("别处").staff, "别处的"),
        make_good(market.staff, "食用油", most_each=1),
        make_good(market.staff, "大米", points=11),
    ]
    pieces = {goods[place - 1].id: count for place, count in basket.get("pieces", {}).items()}
    with pytest.raises(Refused, match=reason):
        hand_out(market.staff, market.account, Basket(**basket | {"pieces": pieces}))
    assert balance_of(market.account).spendable == 10
    assert db.session.query(Redemption).count() == 0
    assert db.session.query(StockEntry).filter_by(move="issued").count() == 0


def test_what_was_undone_counts_in_no_limit_of_the_month(market):
    good = make_good(market.staff, most_each=2)
    first = hand_out(market.staff, market.account, Basket({good.id: 2}))
    with pytest.raises(Refused, match="most_each"):
        hand_out(market.staff, market.account, Basket({good.id: 1}))
    undo_handout(market.staff, first.id)
    hand_out(market.staff, market.account, Basket({good.id: 2}))


def test_a_form_sent_twice_hands_out_once(market):
    good = make_good(market.staff)
    token = "00000000-0000-4000-8000-000000000001"
    first, second = (hand_out(market.staff, market.account, Basket({good.id: 1}), token=token) for _ in range(2))
    assert (first.id, stock(good), balance_of(market.account).spendable) == (second.id, 4, 8)


def test_two_counters_never_hand_out_more_than_there_is(app, market):
    good = make_good(market.staff, points=1, stock=3)
    staff, account, key = market.staff.id, market.account.id, good.id
    db.session.rollback()

    def serve() -> bool:
        with clock.at(SETTLED):
            try:
                hand_out(db.session.get_one(User, staff), db.session.get_one(Account, account), Basket({key: 1}))
            except Refused:
                return False
        return True

    served = at_once(app, *[serve] * 6)
    assert (sum(served), stock(db.session.get_one(type(good), key))) == (3, 0)
    assert chain_break(market.community.id) is None


def test_what_is_not_in_the_catalogue_costs_points_and_moves_no_goods(market):
    good = make_good(market.staff)
    redemption = hand_out(market.staff, market.account, Basket({good.id: 1}, "理发一次", 3), picked_up_by="何小妹")
    assert (redemption.what, redemption.points, redemption.picked_up_by) == ("纸巾 × 1、理发一次", 5, "何小妹")
    assert db.session.query(LedgerEntry).filter_by(kind="exchange").one().amount == -5


def test_a_purchase_is_paid_from_the_funds_and_a_count_finds_what_is_missing(market):
    good = make_good(market.staff, stock=0)
    assert move_stock(market.staff, good.id, Movement(Move.BOUGHT, 20, 300_00, "批发市场")) is None
    assert db.session.query(FundEntry).one().fen == -300_00
    assert move_stock(market.staff, good.id, Movement(Move.SPOILT, 2, words="受潮")) is None
    assert move_stock(market.staff, good.id, Movement(Move.COUNTED, 17)) is None
    found = shelf_of(good).reconciliation
    assert (found.bought, found.spoilt, found.missing, found.stock) == (20, 2, 1, 17)


@pytest.mark.parametrize(
    ("movement", "refusal"),
    [
        (Movement(Move.BOUGHT, 0, words="店"), "bad_quantity"),
        (Movement(Move.DONATED, 3), "no_words"),
        (Movement(Move.SPOILT, 6, words="受潮"), "below_zero"),
        (Movement(Move.ISSUED, 1, words="拿走"), "bad_move"),
        (Movement(Move.COUNTED, -1), "bad_quantity"),
        (Movement(Move.BOUGHT, 1, -5, "店"), "bad_quantity"),
    ],
)
def test_movement_that_makes_no_sense_is_refused(market, movement, refusal):
    good = make_good(market.staff)
    assert (move_stock(market.staff, good.id, movement), stock(good)) == (refusal, 5)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (GoodWords(" ", "提", 2), "no_name"),
        (GoodWords("肥皂", "", 2), "no_unit"),
        (GoodWords("肥皂", "块", 0), "bad_points"),
        (GoodWords("肥皂", "块", 2, most_each=0), "bad_number"),
        (GoodWords("纸巾", "提", 2), "name_taken"),
    ],
)
def test_good_that_cannot_be_kept_says_why(market, words, refusal):
    make_good(market.staff)
    assert keep_good(market.staff, words) == refusal
