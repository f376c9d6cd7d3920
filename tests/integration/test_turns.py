"""Whose turn it is in the line for a good: called with a last day, held for it alone, taken by card, passed on."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.courtyards import household_of
from tests.factories.goods import OPEN_TO_ALL, SETTLED, make_good, make_market
from tests.integration.test_locks import at_once
from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.reserving import TURN_DAYS
from webapp.domain.goods.stock import Move
from webapp.extensions import db
from webapp.models import Account, AuditEvent, Household, Reservation, User
from webapp.operations.call_in_line import call_in_line
from webapp.operations.hand_out import Basket, hand_out, undo_handout
from webapp.operations.move_stock import Movement, move_stock
from webapp.operations.reserve_good import Wish, reserve_good
from webapp.operations.settle_reservation import keep_for, release, take_turn
from webapp.queries.goods import stock_of
from webapp.queries.reservations import called, kept_of
from webapp.schedule import BY_THE_CLOCK

TODAY = SETTLED.date()
WEEK = TODAY + dt.timedelta(days=7)
LAST = TODAY + dt.timedelta(days=TURN_DAYS)
AFTER = SETTLED + dt.timedelta(days=TURN_DAYS + 1)


@pytest.fixture
def good(market):
    return make_good(market.staff, points=1, stock=0)


def wait(market, good, account, pieces: int = 1) -> Reservation:
    """By its own card who has points, at the counter who has none."""
    by = household_of(account.courtyard) if account.id == market.account.id else market.staff
    made = reserve_good(by, account, Wish(good.id, pieces, WEEK))
    assert made.state == "waiting"
    return made


def bring(market, good, pieces: int) -> None:
    assert move_stock(market.staff, good.id, Movement(Move.DONATED, pieces, words="粮油店")) is None


def counted(market, good, pieces: int) -> None:
    assert move_stock(market.staff, good.id, Movement(Move.COUNTED, pieces)) is None


def noted(action: str) -> int:
    return db.session.query(AuditEvent).filter_by(action=action).count()


def test_turn_comes_with_the_goods_for_as_many_as_there_is_enough_for(market, good):
    first, second = wait(market, good, market.account, 2), wait(market, good, market.poor)
    bring(market, good, 1)
    assert (first.until, second.until) == (None, None)
    bring(market, good, 1)
    assert (first.is_called, first.until, second.until) == (True, LAST, None)
    assert noted("good_turn_came") == 1
    bring(market, good, 1)
    assert (second.is_called, noted("good_turn_came")) == (True, 2)
    assert call_in_line() == 0


def test_nobody_else_gets_what_is_held_for_a_turn(market, good):
    wait(market, good, market.poor)
    bring(market, good, 1)
    assert kept_of(market.community.id, {good.id}, LAST) == {good.id: 1}
    with pytest.raises(Refused, match="reserved"):
        hand_out(market.staff, market.account, Basket({good.id: 1}))
    assert reserve_good(market.staff, market.account, Wish(good.id, 1, WEEK)).state == "waiting"


def test_household_takes_its_turn_once_and_collects(market, good):
    own, home = wait(market, good, market.account, 2), household_of(market.account.courtyard)
    with pytest.raises(Refused, match="not_turn"):
        take_turn(home, own.id, WEEK)
    bring(market, good, 2)
    assert [take_turn(home, own.id, WEEK) for _ in range(2)] == [True, True]
    assert (own.state, own.until, noted("good_kept_for")) == ("kept", WEEK, 1)
    hand_out(market.staff, market.account, Basket({good.id: 2}))
    assert not take_turn(home, own.id, WEEK)


def test_turn_that_nobody_takes_passes_to_the_next_and_is_not_taken_any_more(market, good):
    first, second = wait(market, good, market.account), wait(market, good, market.poor)
    bring(market, good, 1)
    assert (first.is_called, second.is_called) == (True, False)
    with clock.at(AFTER - dt.timedelta(days=1)):
        assert call_in_line() == 0
    with clock.at(AFTER):
        assert not take_turn(household_of(market.account.courtyard), first.id, AFTER.date())
        assert call_in_line() == 1
        assert called(market.community.id, AFTER.date()) == {second.id}
        again = wait(market, good, market.account)
        assert (again.id != first.id, again.is_called) == (True, False)
    assert call_in_line in [job for job, _ in BY_THE_CLOCK]


def test_turn_passes_at_once_when_the_household_gives_it_up_or_the_counter_serves_it(market, good):
    first, second = wait(market, good, market.account), wait(market, good, market.poor)
    bring(market, good, 1)
    assert release(household_of(market.account.courtyard), first.id)
    assert second.is_called
    third = wait(market, good, market.account)
    bring(market, good, 1)
    assert third.is_called
    receipt = hand_out(market.staff, market.account, Basket({good.id: 1}))
    assert (third.state, second.is_called) == ("taken", True)
    last = wait(market, good, market.account)
    assert undo_handout(market.staff, receipt.id)
    assert last.is_called


def test_who_comes_last_is_called_back_when_a_count_finds_too_little(market, good):
    first, second = wait(market, good, market.poor), wait(market, good, market.account)
    bring(market, good, 2)
    counted(market, good, 1)
    assert (first.is_called, second.is_called, noted("good_turn_called_back")) == (True, False, 1)
    with pytest.raises(Refused, match="not_turn"):
        take_turn(household_of(market.account.courtyard), second.id, WEEK)


def test_turn_is_its_own_households_alone(market, good):
    own = wait(market, good, market.account)
    bring(market, good, 1)
    foreign = make_market("别处")
    with pytest.raises(Refused, match="not_own"):
        take_turn(household_of(market.poor.courtyard), own.id, WEEK)
    assert not take_turn(household_of(foreign.account.courtyard), own.id, WEEK)
    assert own.is_called


def test_rules_hold_for_a_turn_as_for_any_reservation(market):
    dear, cheap = make_good(market.staff, "食用油", points=8, stock=0), make_good(market.staff, points=3)
    home, own = household_of(market.account.courtyard), wait(market, dear, market.account)
    hand_out(market.staff, market.account, Basket({cheap.id: 1}))
    bring(market, dear, 1)
    with pytest.raises(Refused, match="too_few_points"):
        take_turn(home, own.id, WEEK)
    with pytest.raises(Refused, match="bad_until"):
        take_turn(home, own.id, TODAY - dt.timedelta(days=1))
    assert own.is_called


def test_points_promised_to_the_waiting_pieces_are_not_asked_twice(market):
    dear = make_good(market.staff, "食用油", points=8, stock=0)
    own = wait(market, dear, market.account)
    bring(market, dear, 1)
    assert take_turn(household_of(market.account.courtyard), own.id, WEEK)


def test_turn_lasts_into_the_days_on_which_goods_are_exchanged(app):
    market = make_market(
        rules=OPEN_TO_ALL.replace("{who: everybody}", "{who: everybody, windows: [{first: 20, last: 25}]}")
    )
    with clock.at(SETTLED):
        good = make_good(market.staff, stock=0)
        own = reserve_good(market.staff, market.account, Wish(good.id, 1, WEEK))
        bring(market, good, 1)
    assert own.until == dt.date(2026, 11, 20) + dt.timedelta(days=TURN_DAYS)
    with clock.at(dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)):
        assert take_turn(household_of(market.account.courtyard), own.id, dt.date(2026, 11, 25))


def test_nobody_is_called_for_what_is_not_on_offer(market, good):
    own = wait(market, good, market.account)
    good.on_offer = False
    db.session.commit()
    bring(market, good, 1)
    assert not own.is_called


def test_counter_and_cards_at_once_never_give_the_same_piece_to_two(app, market, good):
    own = wait(market, good, market.account)
    bring(market, good, 1)
    key, home, staff, poor, thing = own.id, own.household_id, market.staff.id, market.poor.id, good.id
    db.session.rollback()

    def take() -> bool:
        with clock.at(SETTLED):
            return take_turn(db.session.get_one(Household, home), key, WEEK)

    def keep() -> bool:
        with clock.at(SETTLED):
            return keep_for(db.session.get_one(User, staff), key, WEEK)

    def serve() -> bool:
        with clock.at(SETTLED):
            try:
                hand_out(db.session.get_one(User, staff), db.session.get_one(Account, poor), Basket({thing: 1}))
            except Refused:
                return False
        return True

    taken, again, _kept, served = at_once(app, take, take, keep, serve)
    assert (taken, again, served) == (True, True, False)
    assert kept_of(market.community.id, {thing}, TODAY)[thing] == 1 == stock_of(market.community.id, {thing})[thing]
