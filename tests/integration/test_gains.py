"""What accounts got in a year, whose families those in office are of, and how often others agreed."""

from __future__ import annotations

import datetime as dt

from tests.factories.checks import approve, at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import account_of, household_of, make_courtyard
from tests.factories.goods import OPEN_TO_ALL, make_good, make_market, redeem
from tests.factories.neighbourhoods import MONTH, fault, make_neighbourhood, republish
from tests.factories.samples import look, throw
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.domain.calendar_month import year_until
from webapp.domain.months.agreed import Tally
from webapp.domain.months.shares import Got
from webapp.extensions import db
from webapp.models import Courtyard, Membership
from webapp.operations.hand_out import undo_handout
from webapp.operations.score_month import score_month
from webapp.queries.agreement import agreement_of
from webapp.queries.gains import gains_of, relations_of
from webapp.queries.rule_books import rule_book_in_force

YEAR = year_until("2026-11")
DAY = dt.date(2026, 11, 30)


def got_by(market, months=YEAR, day=DAY) -> dict[int, Got]:
    return {gain.account: gain.got for gain in gains_of(market.community.id, months, day)}


def test_points_commendations_and_exchanges_are_summed_by_account(market):
    make_good(market.staff)
    redeem(market.staff, market.account, 3, "理发")
    redeem(market.staff, market.account, 1, "磨刀")
    undo_handout(market.other, redeem(market.staff, market.account, 2, "洗车").id)
    make_market("别处")
    assert got_by(market) == {market.account.id: Got(10, 0, 2, 4), market.poor.id: Got()}


def test_what_lies_outside_the_months_is_not_counted(market):
    redeem(market.staff, market.account, 3, "理发")
    assert got_by(market, year_until("2025-11"), dt.date(2025, 11, 30)) == {
        market.account.id: Got(),
        market.poor.id: Got(),
    }
    assert got_by(market, [MONTH], dt.date(2026, 10, 31))[market.account.id] == Got(10)


def test_commendations_are_those_of_the_latest_publication(app):
    home = make_neighbourhood()
    keys = [account_of(yard).id for yard in home.yards]
    commended = {gain.account: gain.got.commended for gain in gains_of(home.community.id, YEAR, DAY)}
    assert commended == dict.fromkeys(keys, 0), "of two that were assessed nobody is"
    republish(home, commended=True)
    assert [gain.got.commended for gain in gains_of(home.community.id, YEAR, DAY)] == [1, 0, 0]


def test_families_are_one_s_own_and_those_declared(market):
    rich, poor = (db.session.get_one(Courtyard, each.courtyard_id) for each in (market.account, market.poor))
    recuse(market.staff, poor)
    person = db.session.query(Membership).filter_by(household_id=household_of(rich).id).first().person_id
    market.oversight.person_id = person
    gone = make_user(market.community, "inspector")
    recuse(gone, rich)
    gone.active = False
    db.session.commit()
    found = {
        (each.user.id, each.account): (each.reason, each.is_own) for each in relations_of(market.community.id, DAY)
    }
    assert found == {
        (market.staff.id, market.poor.id): ("亲属", False),
        (market.oversight.id, market.account.id): ("", True),
    }


def test_agreement_counts_samples_and_other_inspectors_item_by_item(app):
    """Two inspectors at two courtyards in one week differ once in O1. Oversight saw W1 otherwise at one of them."""
    community = make_community(rules=OPEN_TO_ALL)
    staff, oversight = make_user(community, "staff"), make_user(community, "oversight")
    one, other = make_user(community, "inspector", name="甲例"), make_user(community, "inspector", name="乙例")
    for place in range(2):
        yard = make_courtyard(community)
        first = make_check(one, yard, at(dt.date(2026, 10, 6)), {"W1": fault()})
        approve(staff, first)
        second = make_check(other, yard, at(dt.date(2026, 10, 8)), {"W1": fault()} | ({"O1": fault()} if place else {}))
        approve(staff, second)
    throw(oversight, first)
    look(oversight, first, {"W1": "很干净", "O1": "车停在路上"}, same=("W2",))
    look(oversight, first, {}, same=("O1",), seen=1)
    with clock.at(dt.datetime(2026, 11, 2, tzinfo=dt.UTC)):
        score_month(staff, MONTH)
    _version, book = rule_book_in_force(community.id, MONTH)
    found = agreement_of(community.id, YEAR, book)
    assert [each.name for each in found] == ["甲例", "乙例"]
    items = [{row.item: (row.sampled, row.others) for row in each.items} for each in found]
    assert items[0]["W1"] == (Tally(1, 0), Tally(2, 2))
    assert items[0]["O1"] == (Tally(1, 1), Tally(2, 1))
    assert items[0]["W2"] == (Tally(1, 1), Tally(2, 2))
    assert items[1]["O1"] == (Tally(), Tally(2, 1))
    assert (found[0].sampled, found[1].others) == (Tally(3, 2), Tally(20, 19))
    assert [row.item for row in found[0].items] == [item.code for item in book.items]
    assert agreement_of(community.id, year_until("2025-09"), book) == []
    assert agreement_of(make_community("别处").id, YEAR, book) == []
