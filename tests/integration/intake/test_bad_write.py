"""What the database itself refuses to hold never holds back the others."""

from __future__ import annotations

import pytest

from sync.replay import Outcome
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Change, Check, Finding, ReceivedEntry, Walk
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery

BAD = "记不下的备注"
REFUSE = {
    "sqlite": f"""CREATE TRIGGER refuse BEFORE INSERT ON finding WHEN NEW.note = '{BAD}'
                  BEGIN SELECT RAISE(ABORT, 'refused'); END""",
    "postgresql": f"ALTER TABLE finding ADD CONSTRAINT refuse CHECK (note <> '{BAD}')",
}


@pytest.fixture
def inspector(app):
    inspector = make_user(make_community(), "inspector")
    db.session.execute(db.text(REFUSE[db.engine.dialect.name]))
    db.session.commit()
    return inspector


def fault(note: str = "") -> dict:
    return {"W1": {"result": "fault", "note": note}}


def receive(user, *entries):
    return receive_delivery(Sender.of(user), clock.now_milliseconds(), deliver(*entries))


def test_one_of_fifty_that_the_database_refuses_is_kept_as_text_and_the_others_are_written(inspector):
    courtyards = [make_courtyard(inspector.community) for _ in range(5)]
    entries = [make_entry(courtyards[place % 5], faults=fault(BAD if place == 20 else "")) for place in range(50)]
    receipts = receive(inspector, "{not json", *entries[:-1], entries[0])

    assert [receipt.outcome for receipt in receipts[1:-1]] == [
        Outcome.REJECTED if place == 20 else Outcome.ACCEPTED for place in range(49)
    ]
    assert (receipts[21].reason, receipts[21].state, receipts[-1].outcome) == ("entry_invalid", None, "duplicate")
    assert (
        db.session.query(Check).count() == db.session.query(Finding).count() == db.session.query(Change).count() == 48
    )
    kept = db.session.query(ReceivedEntry).filter_by(outcome="rejected").order_by(ReceivedEntry.id)
    assert [row.reason for row in kept] == ["entry_not_json", "entry_invalid"]


def test_numbers_of_changes_have_no_gap_after_a_refused_write(inspector):
    courtyard = make_courtyard(inspector.community)
    receive(inspector, make_entry(courtyard), make_entry(courtyard, faults=fault(BAD)), make_entry(courtyard))
    last = inspector.community.change_number
    assert [change.number for change in db.session.query(Change).order_by(Change.number)] == [last - 1, last]


def test_refused_write_is_judged_anew_when_it_comes_again(inspector):
    entry = make_entry(make_courtyard(inspector.community), faults=fault(BAD))
    assert [receive(inspector, entry)[0].outcome for _ in range(2)] == [Outcome.REJECTED] * 2
    drop = {"sqlite": "DROP TRIGGER refuse", "postgresql": "ALTER TABLE finding DROP CONSTRAINT refuse"}
    db.session.execute(db.text(drop[db.engine.dialect.name]))
    db.session.commit()
    assert receive(inspector, entry)[0].outcome is Outcome.ACCEPTED
    assert db.session.query(ReceivedEntry).one().outcome == "accepted"
    assert db.session.query(Walk).count() == 1
