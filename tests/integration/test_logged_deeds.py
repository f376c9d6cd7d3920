"""Deeds that inspectors log: nothing lost, nothing twice, nobody for their own yard, staff decide."""

from __future__ import annotations

import datetime as dt

import pytest

from sync.replay import Outcome
from tests.factories.checks import receive
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard, make_household
from tests.factories.entries import deliver, make_deed_entry, make_entry, make_uuid7
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Deed, Month, ReceivedEntry, Walk
from webapp.operations.decide_deed import Ruling, decide_deed
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.queries.deeds import claims_in
from webapp.queries.snapshot import snapshot

DAY = dt.timedelta(days=1)


def outcome(user, entry) -> tuple:
    [receipt] = receive(user, entry)
    return receipt.outcome.value, receipt.reason


def told(user) -> list[dict]:
    return snapshot(user, clock.today(user.community), clock.now_milliseconds())["own_deeds"]


def test_accepted_deed_waits_without_a_household_and_belongs_to_the_walk(inspector, courtyard):
    check = make_entry(courtyard)
    entry = make_deed_entry(courtyard, deed="activity", points=2, walk=check["walk"])
    receipts = receive(inspector, entry, check)
    assert [(receipt.outcome, receipt.state) for receipt in receipts] == [(Outcome.ACCEPTED, "complete")] * 2
    deed = db.session.query(Deed).one()
    assert (deed.state, deed.kind, deed.points, deed.text) == ("waiting", "activity", 2, "清扫石阶巷")
    assert (deed.logged_by, deed.household_id, deed.month) == (inspector.id, None, f"{deed.day:%Y-%m}")
    assert db.session.query(Walk).one().id == deed.walk_id


def test_repeat_is_the_same_success_and_another_text_is_kept_aside(inspector, courtyard):
    entry = make_deed_entry(courtyard)
    first, second = receive(inspector, entry, entry)
    assert [first.outcome, second.outcome, second.state] == [Outcome.ACCEPTED, Outcome.DUPLICATE, "complete"]
    assert outcome(inspector, entry | {"points": 1, "note": "别的"})[0] == "conflict"
    assert db.session.query(Deed).one().text == "清扫石阶巷"
    assert db.session.query(ReceivedEntry).count() == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"deed": "singing"}, "deed_unknown"),
        ({"deed": "activity", "points": 4}, "deed_points_differ"),
        ({"points": 2}, "deed_points_differ"),
        ({"rule_version": 9}, "unknown_rule_version"),
        ({"courtyard": "NOWHERE"}, "unknown_courtyard"),
        ({"day": "2019-01-01", "happened_on": "2019-01-01"}, "day_implausible"),
    ],
)
def test_what_does_not_fit_is_refused_and_its_text_kept(inspector, courtyard, changes, reason):
    assert outcome(inspector, make_deed_entry(courtyard) | changes) == ("rejected", reason)
    assert db.session.query(Deed).count() == 0
    assert db.session.query(ReceivedEntry).one().reason == reason


def test_nobody_logs_a_deed_for_their_own_or_a_relative_s_courtyard(inspector, courtyard):
    recuse(inspector, courtyard)
    assert outcome(inspector, make_deed_entry(courtyard)) == ("rejected", "not_your_courtyard")


def test_courtyard_must_be_enrolled_on_the_day_of_the_deed_and_be_on_one_s_round(community, inspector, courtyard):
    courtyard.enrolled_from = f"{clock.today(community):%Y-%m}"
    db.session.commit()
    before = clock.today(community).replace(day=1) - DAY
    early = make_deed_entry(courtyard, happened_on=before.isoformat())
    assert outcome(inspector, early) == ("rejected", "courtyard_not_enrolled")
    db.session.execute(db.text("DELETE FROM assignment"))
    db.session.commit()
    assert outcome(inspector, make_deed_entry(courtyard)) == ("rejected", "courtyard_not_assigned")


def test_courtyard_of_another_community_is_unknown(inspector):
    foreign = make_courtyard(make_community("别的社区"))
    assert outcome(inspector, make_deed_entry(foreign)) == ("rejected", "unknown_courtyard")


def test_id_and_walk_of_somebody_else_are_refused(community, inspector, courtyard):
    check, deed = make_entry(courtyard), make_deed_entry(courtyard)
    receive(inspector, check, deed)
    colleague = make_user(community, "inspector")
    for stolen in ({"walk": check["walk"]}, {"id": check["id"]}, {"id": deed["id"]}):
        assert outcome(colleague, make_deed_entry(courtyard, **stolen)) == ("rejected", "walk_belongs_to_other")
    assert outcome(inspector, make_deed_entry(courtyard, id=check["id"]))[0] == "conflict"


@pytest.mark.parametrize("order", ["deed first", "withdrawal first", "together"])
def test_withdrawal_takes_back_what_waits_in_whatever_order(inspector, courtyard, order):
    entry = make_deed_entry(courtyard)
    undo = entry | {"id": make_uuid7(entry["saved_at"] + 1), "replaces": entry["id"], "withdrawn": True}
    if order == "together":
        receive(inspector, entry, undo)
    else:
        for each in (entry, undo) if order == "deed first" else (undo, entry):
            assert outcome(inspector, each) == ("accepted", None)
    assert [deed.state for deed in db.session.query(Deed)] == ["withdrawn", "withdrawn"]
    assert {row["withdrawn"] for row in told(inspector)} == {True}
    assert receive(inspector, undo)[0].state == "approved"


def test_what_is_decided_or_another_s_is_not_taken_back(community, inspector, staff, courtyard):
    entry = make_deed_entry(courtyard)
    receive(inspector, entry)
    undo = entry | {"id": make_uuid7(entry["saved_at"] + 1), "replaces": entry["id"], "withdrawn": True}
    colleague = make_user(community, "inspector")
    stranger_s = undo | {"walk": make_uuid7(entry["saved_at"])}
    assert outcome(colleague, stranger_s) == ("rejected", "replaced_check_differs")
    other_yard = make_courtyard(community).code
    assert outcome(inspector, undo | {"courtyard": other_yard}) == ("rejected", "replaced_check_differs")
    ruling = Ruling("accept", household=household_of(courtyard).id)
    assert decide_deed(staff, db.session.query(Deed).one().id, ruling) is None
    assert outcome(inspector, undo | {"saved_at": undo["saved_at"] + 1}) == ("rejected", "deed_decided")
    assert db.session.query(Deed).one().state == "accepted"


def test_a_colleague_s_withdrawal_that_comes_first_takes_nothing_back(community, inspector, courtyard):
    entry = make_deed_entry(courtyard)
    colleague = make_user(community, "inspector")
    undo = make_deed_entry(courtyard, replaces=entry["id"], withdrawn=True)
    assert outcome(colleague, undo) == ("accepted", None)
    assert outcome(inspector, entry) == ("accepted", None)
    assert db.session.query(Deed).filter_by(uuid=entry["id"]).one().state == "waiting"


def test_deed_of_a_confirmed_month_counts_in_the_open_one(community, inspector, courtyard):
    with clock.at(dt.datetime(2026, 10, 15, 2, tzinfo=dt.UTC)):
        receive(inspector, make_deed_entry(courtyard))
    db.session.query(Month).one().state = "confirmed"
    db.session.commit()
    with clock.at(dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)):
        receive(inspector, make_deed_entry(courtyard, happened_on="2026-10-20"))
    late = db.session.query(Deed).order_by(Deed.id.desc()).first()
    assert (late.day, late.month) == (dt.date(2026, 10, 20), "2026-11")


def test_day_to_come_by_a_clock_that_is_ahead_is_today(inspector, courtyard):
    ahead = clock.now() + 3 * DAY
    receive_delivery(Sender.of(inspector), clock.milliseconds(ahead), deliver(make_deed_entry(courtyard, at=ahead)))
    assert db.session.query(Deed).one().day == clock.today(inspector.community)


def test_staff_choose_points_and_household_and_the_phone_hears_of_it(community, inspector, staff, courtyard):
    tenant = make_household(courtyard, "李秀英", kind="tenant")
    receive(inspector, make_deed_entry(courtyard, deed="activity", points=1))
    key, number = db.session.query(Deed).one().id, community.change_number
    assert decide_deed(staff, key, Ruling("accept", points=3, household=tenant.id)) is None
    db.session.refresh(community)
    assert community.change_number > number
    [row] = told(inspector)
    assert (row["state"], row["points"], row["reason"]) == ("approved", 3, None)
    deed = db.session.query(Deed).one()
    assert (deed.household_id, deed.decided_by) == (tenant.id, staff.id)
    assert [claim.points for claim in claims_in(community.id, deed.month)[0][courtyard.id]] == [3]


def test_ruling_is_refused_outside_the_rule_without_a_household_or_a_reason(community, inspector, staff, courtyard):
    receive(inspector, make_deed_entry(courtyard, deed="activity"))
    key = db.session.query(Deed).one().id
    foreign = household_of(make_courtyard(community)).id
    assert decide_deed(staff, key, Ruling("accept", points=4, household=household_of(courtyard).id)) == "points_differ"
    assert decide_deed(staff, key, Ruling("accept", points=0)) == "points_differ"
    assert decide_deed(staff, key, Ruling("accept", household=foreign)) == "no_household"
    assert decide_deed(staff, key, Ruling("refuse", reason=" ")) == "no_deed_text"
    assert decide_deed(staff, key, Ruling("refuse", reason="上个月已经记过")) is None
    assert [(row["state"], row["reason"]) for row in told(inspector)] == [("returned", "上个月已经记过")]
    assert decide_deed(staff, key, Ruling("accept")) == "changed"


def test_who_logged_it_and_the_family_do_not_accept_it(community, courtyard):
    both = make_user(community, "inspector", "staff")
    receive(both, make_deed_entry(courtyard))
    key = db.session.query(Deed).one().id
    relative = make_user(community, "staff")
    recuse(relative, courtyard)
    for verb in ("accept", "refuse"):
        assert decide_deed(both, key, Ruling(verb, reason="x")) == "own_deed"
        assert decide_deed(relative, key, Ruling(verb, reason="x")) == "recused"


def test_snapshot_tells_of_one_s_own_deeds_for_45_days(community, inspector, courtyard):
    receive(inspector, make_deed_entry(courtyard))
    assert [row["note"] for row in told(inspector)] == ["清扫石阶巷"]
    assert told(make_user(community, "inspector")) == []
    with clock.at(clock.now() + 46 * DAY):
        assert told(inspector) == []
