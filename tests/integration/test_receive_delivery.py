"""Deliveries against a real database: nothing lost, nothing twice, every answer repeatable."""

from __future__ import annotations

import datetime as dt

from sync.replay import Outcome
from tests.factories.checks import receive
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import as_text, deliver, make_entry, make_uuid7, photo_claim
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Finding, Month, ReceivedEntry, Walk
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery


def test_accepted_check_is_posted_with_its_faults_only(inspector, courtyard):
    entry = make_entry(courtyard, faults={"W1": {"result": "fault", "phrases": ["门口有垃圾"], "note": "纸箱"}})
    [receipt] = receive(inspector, entry)
    assert (receipt.outcome, receipt.state) == (Outcome.ACCEPTED, "complete")
    check = db.session.query(Check).one()
    assert [(finding.item, finding.result, finding.note) for finding in check.findings] == [("W1", "fault", "纸箱")]
    assert db.session.query(ReceivedEntry).one().text == as_text(entry)


def test_repeat_in_one_delivery_and_in_the_next_is_the_same_success_and_one_row(inspector, courtyard):
    entry = make_entry(courtyard)
    first, second = receive(inspector, entry, entry)
    [third] = receive(inspector, entry)
    assert [first.outcome, second.outcome, third.outcome] == [
        Outcome.ACCEPTED,
        Outcome.DUPLICATE,
        Outcome.DUPLICATE,
    ]
    assert db.session.query(Check).count() == db.session.query(ReceivedEntry).count() == 1


def test_other_text_under_the_same_id_is_kept_aside_and_changes_nothing(inspector, courtyard):
    entry = make_entry(courtyard)
    receive(inspector, entry)
    other = {**entry, "saved_at": entry["saved_at"] + 1}
    assert receive(inspector, other)[0].outcome is Outcome.CONFLICT
    assert receive(inspector, other)[0].outcome is Outcome.CONFLICT
    assert db.session.query(Check).count() == 1
    assert sorted(row.outcome for row in db.session.query(ReceivedEntry)) == ["accepted", "conflict"]


def test_one_bad_entry_does_not_hold_back_the_others_and_its_text_is_kept(inspector, courtyard):
    receipts = receive(inspector, "{not json", make_entry(courtyard))
    assert [receipt.outcome for receipt in receipts] == [Outcome.REJECTED, Outcome.ACCEPTED]
    kept = db.session.query(ReceivedEntry).filter_by(outcome="rejected").one()
    assert (kept.text, kept.reason) == ("{not json", "entry_not_json")


def test_courtyard_of_another_community_is_unknown(inspector):
    foreign = make_courtyard(make_community("别的社区"))
    [receipt] = receive(inspector, make_entry(foreign))
    assert (receipt.outcome, receipt.reason) == (Outcome.REJECTED, "unknown_courtyard")
    assert db.session.query(Check).count() == 0


def test_recused_courtyard_is_refused_and_accepted_once_the_recusal_was_a_mistake(inspector, courtyard):
    recuse(inspector, courtyard)
    entry = make_entry(courtyard)
    assert receive(inspector, entry)[0].reason == "not_your_courtyard"
    db.session.execute(db.text("DELETE FROM recusal"))
    db.session.commit()
    assert receive(inspector, entry)[0].outcome is Outcome.ACCEPTED
    assert db.session.query(ReceivedEntry).one().outcome == "accepted"


def test_check_of_an_unassigned_grid_is_refused(community, courtyard):
    stranger = make_user(community, "inspector")
    db.session.execute(db.text("DELETE FROM assignment"))
    db.session.commit()
    assert receive(stranger, make_entry(courtyard))[0].reason == "courtyard_not_assigned"


def test_walk_of_another_inspector_cannot_be_joined(community, inspector, courtyard):
    entry = make_entry(courtyard)
    receive(inspector, entry)
    colleague = make_user(community, "inspector")
    stolen = make_entry(courtyard, walk=entry["walk"])
    assert receive(colleague, stolen)[0].reason == "walk_belongs_to_other"


def test_check_with_photos_under_way_is_received_and_names_what_it_misses(inspector, courtyard):
    sha256 = "ab" * 32
    entry = make_entry(courtyard, faults={"W1": {"result": "fault", "photos": [photo_claim(sha256, 1000)]}})
    [receipt] = receive(inspector, entry)
    assert (receipt.state, receipt.missing) == ("received", (sha256,))


def test_wrong_clock_is_measured_and_the_day_is_the_true_one(inspector, courtyard):
    three_days = dt.timedelta(days=3)
    entry = make_entry(courtyard, at=clock.now() - three_days)
    device_time = clock.now_milliseconds() - 3 * 86_400_000
    receive_delivery(Sender.of(inspector), device_time, deliver(entry))
    check = db.session.query(Check).one()
    assert check.skewed
    assert check.day == clock.today(inspector.community)


def test_check_of_a_confirmed_month_counts_in_the_open_one_as_late(community, inspector, courtyard):
    with clock.at(dt.datetime(2026, 10, 15, 2, tzinfo=dt.UTC)):
        receive(inspector, make_entry(courtyard))
    db.session.query(Month).one().state = "confirmed"
    db.session.commit()
    with clock.at(dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)):
        receive(inspector, make_entry(courtyard, at=dt.datetime(2026, 10, 30, 2, tzinfo=dt.UTC)))
    late = db.session.query(Check).order_by(Check.id.desc()).first()
    assert (late.day, late.month, late.late) == (dt.date(2026, 10, 30), "2026-11", True)


def test_late_check_returns_a_scored_month_to_open(community, inspector, courtyard):
    with clock.at(dt.datetime(2026, 10, 15, 2, tzinfo=dt.UTC)):
        receive(inspector, make_entry(courtyard))
        month = db.session.query(Month).one()
        month.state = "scored"
        db.session.commit()
        receive(inspector, make_entry(courtyard))
    assert db.session.query(Month).one().state == "open"


def test_undo_withdraws_by_a_check_that_replaces(inspector, courtyard):
    entry = make_entry(courtyard)
    undo = make_entry(
        courtyard,
        judged="withdrawn",
        replaces=entry["id"],
        walk=entry["walk"],
        results=[{**result, "result": "withdrawn"} for result in entry["results"]],
    )
    assert [receipt.outcome for receipt in receive(inspector, undo, entry)] == [Outcome.ACCEPTED] * 2
    assert db.session.query(Finding).count() == 0
    assert db.session.query(Walk).count() == 1


def test_replacing_a_check_of_another_courtyard_is_refused(community, inspector, courtyard):
    entry = make_entry(courtyard)
    receive(inspector, entry)
    other = make_entry(make_courtyard(community), replaces=entry["id"])
    assert receive(inspector, other)[0].reason == "replaced_check_differs"


def test_unknown_replaced_check_is_accepted_since_order_does_not_matter(inspector, courtyard):
    assert receive(inspector, make_entry(courtyard, replaces=make_uuid7(1)))[0].outcome is Outcome.ACCEPTED
