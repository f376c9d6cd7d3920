"""Who answers an objection, and how it goes on from there: by nobody who had a part in it, last by oversight."""

from __future__ import annotations

import pytest

from tests.factories.objections import answer, correct_month, taken
from tests.factories.users import make_user, recuse
from tests.integration.objections_scene import DAY, IN_NOTICE, MONTH, Dispute, make_dispute, total
from webapp import clock
from webapp.domain.months.objection import Outcome, State
from webapp.domain.months.rulings import FINDING, Effect
from webapp.extensions import db
from webapp.models import Check, CheckCompanion, Deed, Objection, ObjectionStep, UserRole
from webapp.operations.answer_objection import Answer, answer_objection
from webapp.operations.pass_on_objection import appeal_objection, refer_objection

UPHELD, ADJUSTED, REJECTED = Outcome


@pytest.fixture
def scene(app, scenes) -> Dispute:
    return scenes.play(app, make_dispute)


@pytest.fixture
def now(scene):
    with clock.at(IN_NOTICE):
        yield scene


def test_whoever_made_approved_or_came_along_on_the_disputed_check_does_not_answer(now):
    objection = taken(now.other, now.yard, MONTH, "finding:W1")
    checks = db.session.query(Check).filter(Check.uuid.in_(objection.sources))
    assert answer(now.inspector, objection, REJECTED) == "wrong_role"
    now.inspector.roles.append(UserRole(community_id=now.community.id, name="staff"))
    along = make_user(now.community, "staff")
    db.session.add_all(
        CheckCompanion(community_id=now.community.id, check_id=check.id, user_id=along.id) for check in checks
    )
    db.session.commit()
    refused = [answer(user, objection, REJECTED) for user in (now.inspector, now.staff, along)]
    assert refused == ["decided_before"] * 3
    assert db.session.get(Objection, objection.id).state == State.OPEN


def test_whoever_decided_the_disputed_deed_does_not_answer(scene):
    deed = db.session.query(Deed).filter_by(kind="suggestion").one()
    db.session.query(Deed).filter_by(id=deed.id).update({"decided_by": scene.other.id, "logged_by": scene.third.id})
    db.session.commit()
    with clock.at(IN_NOTICE):
        objection = taken(scene.staff, scene.yard, MONTH, f"deed:{deed.id}")
        assert answer(scene.other, objection, REJECTED) == "decided_before"
        assert answer(scene.third, objection, REJECTED) == "decided_before"
        assert answer(scene.staff, objection, REJECTED) is None


def test_relative_does_not_answer_at_either_level(now):
    for user in (now.other, now.oversight):
        recuse(user, now.yard)
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert answer(now.other, objection, UPHELD) == "recused"
    assert answer(now.third, objection, REJECTED) is None
    assert appeal_objection(now.staff, objection.id, "还是不对") is None
    assert answer(now.oversight, objection, UPHELD) == "recused"


def test_second_level_is_answered_by_oversight_and_by_nobody_who_answered_before(now):
    both = make_user(now.community, "staff", "oversight")
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert answer(both, objection, REJECTED) == "wrong_state", "oversight answers last"
    assert answer_objection(both, objection.id, Answer(1, "rejected", "看过了")) is None
    assert appeal_objection(now.staff, objection.id, "还是不对") is None
    assert answer(both, objection, UPHELD) == "answered_before"
    assert answer(now.oversight, objection, UPHELD) is None
    assert (objection.state, objection.outcome) == (State.CLOSED, UPHELD)
    correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    assert total(now) == 13


def test_rejected_appeal_leaves_the_first_answer_as_it_is(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    findings = [Effect(FINDING, uuid, "W1") for uuid in objection.sources]
    assert answer(now.other, objection, ADJUSTED, *findings) is None
    assert appeal_objection(now.staff, objection.id, "还要一个说法") is None
    assert answer(now.oversight, objection, REJECTED) is None
    assert (objection.state, objection.outcome) == (State.CLOSED, ADJUSTED)
    correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    assert total(now) == 13


def test_appeal_is_over_after_its_days(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert answer(now.other, objection, REJECTED) is None
    with clock.at(IN_NOTICE + 6 * DAY):
        assert appeal_objection(now.staff, objection.id, "还是不对") == "appeal_over"
    with clock.at(IN_NOTICE + 5 * DAY):
        assert appeal_objection(now.staff, objection.id, "") == "no_words"
        assert appeal_objection(now.staff, objection.id, "还是不对") is None
        assert appeal_objection(now.staff, objection.id, "还是不对") is None, "sent twice is sent once"
    assert db.session.query(ObjectionStep).count() == 3


def test_what_nobody_of_the_working_group_may_answer_goes_to_oversight(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert refer_objection(now.staff, objection.id, "") == "no_words"
    assert refer_objection(now.staff, objection.id, "都经手过") is None
    assert answer(now.oversight, objection, REJECTED) is None
    assert (objection.state, objection.outcome) == (State.CLOSED, REJECTED)


def test_answer_without_a_reason_or_without_an_outcome_is_refused(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert answer(now.other, objection, REJECTED, reason=" \n ") == "no_answer_text"
    assert answer(now.other, objection, "perhaps") == "no_outcome"
    assert answer(now.other, objection, ADJUSTED) == "no_effect"
    assert answer(now.other, objection, ADJUSTED, Effect(FINDING, now.other_check.uuid, "W2")) == "no_effect"
    assert db.session.query(ObjectionStep).count() == 1


def test_two_who_answer_at_once_never_overwrite_each_other(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert answer(now.other, objection, REJECTED, seen=1) is None
    assert answer(now.third, objection, UPHELD, seen=1) == "changed"
    assert answer(now.other, objection, REJECTED, seen=1) is None, "the same button twice"
    assert db.session.query(ObjectionStep).filter_by(step="answer").one().outcome == REJECTED
