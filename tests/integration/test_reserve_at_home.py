"""A household reserves for itself what the counter would hand out to it: its own account, rules, limits and points."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.courtyards import household_of, make_household
from tests.factories.goods import OPEN_TO_ALL, SETTLED, make_good, make_market
from tests.integration.test_locks import at_once
from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.stock import Move
from webapp.extensions import db
from webapp.models import Account, AuditEvent, Household, Reservation, User
from webapp.operations.hand_out import Basket, hand_out
from webapp.operations.move_stock import Movement, move_stock
from webapp.operations.reserve_good import Wish, reserve_good
from webapp.operations.settle_reservation import keep_for, name_collector, release
from webapp.queries.reservations import open_reservations
from webapp.rulebooks import default_text

TODAY = SETTLED.date()
WEEK = TODAY + dt.timedelta(days=7)
TOKEN = "00000000-0000-4000-8000-000000000001"
WINDOW = "{first: 20, last: 25}"


@pytest.fixture
def home(market):
    return household_of(market.account.courtyard)


def reserve(market, home, good, pieces: int = 1, **more) -> Reservation:
    return reserve_good(home, market.account, Wish(good.id, pieces, WEEK, **more))


def test_who_reserved_and_who_collects_is_known_and_nobody_of_the_office_is_named(market, home):
    good = make_good(market.staff)
    made = reserve(market, home, good, 2, picked_up_by=" 何小妹 ")
    assert (made.state, made.household_id, made.made_by, made.picked_up_by) == ("kept", home.id, None, "何小妹")
    event = db.session.query(AuditEvent).filter_by(action="good_kept_for").one()
    assert (event.actor_id, event.details) == (None, {"pieces": 2, "household": home.id})


def test_same_form_twice_is_one_reservation_even_after_it_was_let_go(market, home):
    good = make_good(market.staff)
    first, second = (reserve(market, home, good, token=TOKEN) for _ in range(2))
    assert first.id == second.id
    assert release(home, first.id)
    assert reserve(market, home, good, token=TOKEN).state == "released"
    assert open_reservations(market.community.id, TODAY) == []


def test_only_the_own_account_is_reserved_for(market, home):
    good = make_good(market.staff)
    foreign = make_market("别处")
    for account in (market.poor, foreign.account):
        with pytest.raises(Refused, match="not_own"):
            reserve_good(home, account, Wish(good.id, 1, WEEK))
    with pytest.raises(Refused, match="not_on_offer"):
        reserve(market, home, make_good(foreign.staff, "别处的"))
    assert db.session.query(Reservation).count() == 0


def test_form_that_served_another_account_serves_no_second_one(market, home):
    """On one phone: the neighbour's page is gone back to and sent again, with one's own card open by now."""
    good, neighbour = make_good(market.staff, points=1), household_of(market.poor.courtyard)
    made = reserve(market, home, good, token=TOKEN)
    for by in (neighbour, market.staff):
        with pytest.raises(Refused, match="not_own"):
            reserve_good(by, market.poor, Wish(good.id, 1, WEEK, token=TOKEN))
    assert [each.id for each in open_reservations(market.community.id, TODAY)] == [made.id]


def test_points_that_are_promised_already_are_not_promised_again(market, home):
    oil, paper = make_good(market.staff, "食用油", points=8), make_good(market.staff, points=3)
    reserve(market, home, oil)
    with pytest.raises(Refused) as refused:
        reserve(market, home, paper)
    assert (refused.value.reason, refused.value.values) == ("promised", {"missing": 1})


def test_what_is_promised_is_missing_too_where_points_would_not_do_anyway(market, home):
    """Otherwise a household saves up two points and is told then that it needs eight more."""
    oil, dear = make_good(market.staff, "食用油", points=8), make_good(market.staff, points=12)
    reserve(market, home, oil)
    with pytest.raises(Refused) as refused:
        reserve(market, home, dear)
    assert (refused.value.reason, refused.value.values) == ("promised", {"missing": 10})


def test_too_few_points_say_how_many_more(market):
    good, poor = make_good(market.staff, points=4), household_of(market.poor.courtyard)
    with pytest.raises(Refused) as refused:
        reserve_good(poor, market.poor, Wish(good.id, 2, WEEK))
    assert (refused.value.reason, refused.value.values["missing"]) == ("too_few_points", 8)


def test_limit_of_the_month_holds_for_what_was_collected_before(market, home):
    good = make_good(market.staff, most_each=2)
    hand_out(market.staff, market.account, Basket({good.id: 1}))
    with pytest.raises(Refused, match="most_each"):
        reserve(market, home, good, 2)
    assert reserve(market, home, good).state == "kept"


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (OPEN_TO_ALL.replace("{who: everybody}", f"{{who: everybody, windows: [{WINDOW}]}}"), "closed"),
        (OPEN_TO_ALL.replace("{who: everybody}", "{who: everybody, cap: {day: 1}}"), "too_much"),
        (OPEN_TO_ALL.replace("\nexchange: {who: everybody}", ""), "no_exchange"),
    ],
)
def test_rules_of_exchange_hold_as_at_the_counter(app, rules, reason):
    market = make_market(rules=rules)
    with clock.at(SETTLED):
        good, home = make_good(market.staff), household_of(market.account.courtyard)
        with pytest.raises(Refused, match=reason):
            reserve(market, home, good)


def test_who_is_not_commended_has_nothing_put_by(app):
    market = make_market(rules=default_text())
    with clock.at(SETTLED):
        good, poor = make_good(market.staff, points=1), household_of(market.poor.courtyard)
        with pytest.raises(Refused, match="not_commended"):
            reserve_good(poor, market.poor, Wish(good.id, 1, WEEK))


def test_household_waits_in_the_same_line_and_gives_its_place_up(market, home):
    good = make_good(market.staff, stock=0)
    at_the_counter = reserve_good(market.staff, market.poor, Wish(good.id, 1, WEEK))
    own = reserve(market, home, good)
    assert (own.state, own.until) == ("waiting", None)
    assert move_stock(market.staff, good.id, Movement(Move.DONATED, 2, words="店")) is None
    assert keep_for(market.staff, at_the_counter.id, WEEK)
    assert keep_for(market.staff, own.id, WEEK)
    assert release(home, own.id)
    assert not release(home, own.id)
    assert (own.state, own.ended_by) == ("released", None)


def test_another_households_reservation_is_neither_let_go_nor_renamed(market, home):
    good = make_good(market.staff)
    stranger = household_of(market.poor.courtyard)
    tenant = make_household(market.account.courtyard, "吴新租", "tenant")
    own = reserve(market, home, good)
    for other in (stranger, tenant):
        for change in (lambda who: release(who, own.id), lambda who: name_collector(who, own.id, "别人")):
            with pytest.raises(Refused, match="not_own"):
                change(other)
    assert (own.state, own.picked_up_by) == ("kept", "")


def test_who_collects_can_be_changed_until_it_is_collected(market, home):
    good = make_good(market.staff)
    own = reserve(market, home, good)
    assert name_collector(home, own.id, "何小妹")
    assert name_collector(home, own.id, "何小妹")
    assert own.picked_up_by == "何小妹"
    assert db.session.query(AuditEvent).filter_by(action="good_collector_named").count() == 1
    hand_out(market.staff, market.account, Basket({good.id: 1}))
    assert not name_collector(home, own.id, "")


def test_a_form_that_comes_several_times_at_once_is_one_reservation(app, market, home):
    good, account, own = make_good(market.staff).id, market.account.id, home.id
    db.session.rollback()

    def send() -> int:
        with clock.at(SETTLED):
            wish = Wish(good, 1, WEEK, token=TOKEN)
            return reserve_good(db.session.get_one(Household, own), db.session.get_one(Account, account), wish).id

    assert len(set(at_once(app, *[send] * 5))) == 1
    assert db.session.query(Reservation).count() == 1


def test_cards_and_counter_at_once_never_promise_more_than_there_is(app, market, home):
    good, keys = make_good(market.staff, points=1, stock=1).id, (market.account.id, market.poor.id)
    own, staff = home.id, market.staff.id
    db.session.rollback()

    def by(who: type, key: int, account: int):
        def act() -> str:
            with clock.at(SETTLED):
                actor = db.session.get_one(who, key)
                return reserve_good(actor, db.session.get_one(Account, account), Wish(good, 1, WEEK)).state

        return act

    states = at_once(app, by(Household, own, keys[0]), by(User, staff, keys[1]))
    assert sorted(states) == ["kept", "waiting"]
