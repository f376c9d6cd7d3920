"""A scheme without courtyards, from a recorded deed to points handed out: persons whose points are their family's."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.accounts import head_of, make_family, open_account
from tests.factories.communities import make_community
from tests.factories.goods import redeem
from tests.factories.users import make_user
from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.months.cycle import NotAllowed
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry, Month, Publication
from webapp.operations.confirm_month import confirm_month
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.finalise_month import finalise_month
from webapp.operations.hand_out import undo_handout
from webapp.operations.publish_month import publish_month
from webapp.operations.record_deeds import Record, record_deeds
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.settle_month import settle_month
from webapp.queries.balances import balance_of, balances_through, spendable_of
from webapp.queries.ledger import chain_break

RULES = """
title: {zh: 家庭积分, en: Points of families}
subject: person
roll_up: {to: household}
deeds:
  - code: service
    label: {zh: 志愿服务, en: Service}
    points: {per_hour: 2}
    cap: {day: 6, month: 10}
breaches:
  - {code: noise, label: {zh: 扰民, en: Noise}, points: 5, escalation: noise, ban: 2}
escalations:
  - {code: noise, steps: [{code: advice, label: {zh: 劝导, en: Advice}}], within: half_year}
buckets:
  - {code: points, label: {zh: 积分, en: Points}, clears: quarter, keeps: 4}
settlement: quarter
exchange: {who: everybody, rate: {points: 1, fen: 50}, minimum: 2, times: {month: 1}}
"""


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def noon(month: int, number: int) -> dt.datetime:
    """Of the month counted from January 2026; the 13th is the next January."""
    return dt.datetime(2026 + (month - 1) // 12, (month - 1) % 12 + 1, number, 4, tzinfo=dt.UTC)


@pytest.fixture
def scheme(app):
    """A community with two members of staff and oversight, and a family of one person."""
    community = make_community(rules=RULES)
    people = [make_user(community, role) for role in ("staff", "staff", "oversight")]
    family = make_family(community, "3号楼501", "王例")
    parent = open_account(family, group="梅园小区")
    return people, parent, open_account(head_of(family), parent, "梅园小区")


def do(people, account, kind: str, when: dt.date, minutes: int | None = None) -> None:
    """Recorded by one, decided by the other."""
    with clock.at(dt.datetime.combine(when, dt.time(10), tzinfo=dt.UTC)):
        assert record_deeds(people[0], [Record(account.id, kind, when, quantity=minutes)]) == [None]
        deed = db.session.query(Deed).order_by(Deed.id.desc()).first()
        assert decide_deed(people[1], deed.id, Ruling("accept")) is None


def close(people, month: int) -> Publication:
    staff, _, oversight = people
    name = f"2026-{month:02}"
    with clock.at(noon(month + 1, 2)):
        score_month(staff, name)
        review_month(staff, name)
        confirm_month(oversight, name)
        publication = publish_month(staff, name)
    with clock.at(noon(month + 1, 20)):
        finalise_month(staff, name)
    return publication


def test_members_points_are_the_familys_and_the_cap_of_a_day_holds(scheme):
    people, family, person = scheme
    do(people, person, "service", day(7, 1), minutes=240)
    document = close(people, 7).document
    assert balance_of(family).waiting == 6
    assert (balance_of(person).waiting, balance_of(person).spendable) == (0, 0)
    assert "王例" not in document
    assert "王**" in document


def test_first_breach_only_warns_and_the_second_costs_and_bars_from_exchange(scheme):
    people, family, person = scheme
    do(people, person, "service", day(7, 1), minutes=180)
    do(people, person, "noise", day(7, 5))
    close(people, 7)
    do(people, person, "noise", day(8, 5))
    do(people, person, "service", day(8, 6), minutes=180)
    close(people, 8)
    assert balance_of(family).waiting == 6 - 5 + 6
    close(people, 9)
    with clock.at(noon(10, 21)):
        settle_month(people[0], "2026-09")
        with pytest.raises(Refused, match="banned"):
            redeem(people[0], family, 2, "酱油")
    with clock.at(noon(11, 1)):
        redeem(people[0], family, 2, "酱油")


def test_points_can_be_spent_once_their_quarter_is_settled_and_lapse_with_the_next(scheme):
    people, family, person = scheme
    for month in (7, 8, 9):
        do(people, person, "service", day(month, 1), minutes=180)
        close(people, month)
    with clock.at(noon(10, 21)), pytest.raises(NotAllowed, match="span_running"):
        settle_month(people[0], "2026-08")
    with clock.at(noon(10, 21)):
        settle_month(people[0], "2026-09")
        assert spendable_of(family) == {"points": 18}
        redemption = redeem(people[0], family, 3, "酱油")
        assert spendable_of(family) == {"points": 15}
        with pytest.raises(Refused, match="too_often"):
            redeem(people[0], family, 2, "酱油")
        assert undo_handout(people[0], redemption.id)
        assert not undo_handout(people[0], redemption.id)
        redeem(people[0], family, 8, "酱油")
        with pytest.raises(Refused):
            redeem(people[0], family, 11, "酱油")
    for month in (10, 11, 12):
        close(people, month)
    with clock.at(noon(13, 21)):
        settle_month(people[0], "2026-12")
    assert [entry.amount for entry in db.session.query(LedgerEntry).filter_by(kind="cleared")] == [-6]
    assert balances_through(family.community_id, "2026-12") == {(family.id, "points"): 4}
    assert chain_break(family.community_id) is None


def test_quarter_with_a_month_that_is_not_final_is_not_settled(scheme):
    people, _, person = scheme
    do(people, person, "service", day(7, 1), minutes=60)
    close(people, 9)
    with clock.at(noon(10, 21)):
        score_month(people[0], "2026-08")
        with pytest.raises(NotAllowed, match="wrong_state"):
            settle_month(people[0], "2026-09")
        assert db.session.query(Month).filter_by(name="2026-09").one().state == "final"


def test_what_a_record_can_not_be_is_refused_and_the_others_are_taken(scheme):
    people, _, person = scheme
    with clock.at(noon(7, 10)):
        refusals = record_deeds(
            people[0],
            [
                Record(person.id, "service", day(7, 1), quantity=60),
                Record(person.id, "service", day(7, 1)),
                Record(person.id, "singing", day(7, 1), quantity=60),
                Record(person.id, "service", day(7, 11), quantity=60),
                Record(999, "service", day(7, 1), quantity=60),
            ],
        )
        own = db.session.query(Deed).one()
        assert refusals == [None, "no_quantity", "no_kind", "day_implausible", "no_account"]
        assert decide_deed(people[0], own.id, Ruling("accept")) == "own_deed"
