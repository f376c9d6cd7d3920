"""A household objects and goes on to oversight by itself: what the operations let it do, and what they refuse."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.courtyards import household_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import make_neighbourhood
from tests.factories.objections import answer, object_by_card, objected, taken
from tests.integration.objections_scene import DAY, IN_NOTICE, LAST_DAY, MONTH, make_dispute
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.months.objection import Outcome, State
from webapp.extensions import db
from webapp.models import Objection, ObjectionPhoto
from webapp.operations.pass_on_objection import admit_objection, appeal_objection
from webapp.operations.withdraw_objection import withdraw_objection
from webapp.queries.objections import count_unsettled, photos_with


@pytest.fixture
def scene(app, scenes):
    return scenes.play(app, make_dispute)


@pytest.fixture
def now(scene):
    with clock.at(IN_NOTICE):
        yield scene


def test_photos_are_kept_with_it_in_their_order_each_once(now):
    sent = (now.other_sha256, now.sha256, now.other_sha256)
    found = objected(now.household, "finding:W1", photos=sent)
    assert [each.sha256 for each in photos_with(found)] == [now.other_sha256, now.sha256]


@pytest.mark.parametrize(("photos", "refusal"), [(("0" * 64,), "no_photo"), (("0" * 64,) * 4, "too_many_photos")])
def test_photos_that_are_not_here_or_too_many_are_refused_and_nothing_is_kept(now, photos, refusal):
    assert object_by_card(now.household, "finding:W1", photos=photos).refusal == refusal
    assert db.session.query(Objection).count() == 0


def test_photo_of_another_community_is_as_good_as_none(now):
    other = make_neighbourhood("另一个社区")
    assert object_by_card(now.household, "finding:W1", photos=(other.sha256,)).refusal == "no_photo"


def test_twice_is_once_but_another_household_of_the_yard_is_told_that_it_is_there(now):
    first = objected(now.household, "finding:W1", photos=(now.sha256,))
    assert objected(now.household, "finding:W1", photos=(now.sha256,)).id == first.id
    assert object_by_card(now.tenant, "finding:W1").refusal == "already_open"
    assert db.session.query(ObjectionPhoto).count() == 1


def test_tenant_can_not_object_to_what_became_of_the_owner_s_deed(now):
    mine = make_deed(now.yard, dt.date(2026, 10, 9), household_id=now.household.id, state="refused")
    assert object_by_card(now.tenant, f"deed:{mine.id}").refusal == "no_line"
    assert objected(now.household, f"deed:{mine.id}").state == State.OPEN


def test_after_the_last_day_the_card_has_the_same_rule_as_the_counter(scene):
    with clock.at(LAST_DAY + DAY):
        assert object_by_card(scene.household, "finding:W1").refusal == "too_late"
        late = objected(scene.household, "finding:W1", late=True)
        assert (late.state, late.late) == (State.LATE, True)
        assert admit_objection(scene.oversight, late.id, "住院了") is None
        assert late.state == State.OPEN


def test_only_the_account_s_own_households_pass_an_answer_on(now):
    found = objected(now.household, "finding:W1")
    assert answer(now.other, found, Outcome.REJECTED) is None
    assert appeal_objection(household_of(now.yards[1]), found.id, "还是不对") == "unknown"
    assert appeal_objection(now.household, found.id, "还是不对") is None
    assert appeal_objection(now.household, found.id, "还是不对") is None
    assert [step.step for step in found.steps] == ["taken", "answer", "appeal"]


def test_withdrawn_objection_keeps_words_and_photos_holds_nothing_up_and_can_be_made_again(now):
    first = objected(now.household, "finding:W1", photos=(now.sha256,))
    assert count_unsettled(now.community.id, MONTH, IN_NOTICE.date()) == 1
    assert [withdraw_objection(now.household, first.id) for _ in range(2)] == [None, None]
    assert (first.state, [step.step for step in first.steps]) == (State.WITHDRAWN, ["taken", "withdraw"])
    assert count_unsettled(now.community.id, MONTH, IN_NOTICE.date()) == 0
    assert answer(now.other, first, Outcome.UPHELD) == "wrong_state"
    assert [each.sha256 for each in photos_with(first)] == [now.sha256]
    assert objected(now.household, "finding:W1").id != first.id
    assert differences() == []


def test_what_is_decided_stays_and_withdrawing_an_appeal_leaves_the_answer(now):
    found = objected(now.household, "finding:W1")
    assert answer(now.other, found, Outcome.REJECTED) is None
    assert withdraw_objection(now.household, found.id) == "decided"
    assert appeal_objection(now.household, found.id, "还是不对") is None
    assert withdraw_objection(now.household, found.id) is None
    assert (found.state, found.outcome) == (State.WITHDRAWN, Outcome.REJECTED)
    assert object_by_card(now.household, "finding:W1").refusal == "already_answered"
    assert differences() == []


def test_late_one_is_withdrawn_before_oversight_looks(scene):
    with clock.at(LAST_DAY + DAY):
        late = objected(scene.household, "finding:W1", late=True)
        assert withdraw_objection(scene.household, late.id) is None
        assert admit_objection(scene.oversight, late.id, "住院了") == "wrong_state"


def test_others_withdraw_nothing(now):
    found = objected(now.household, "finding:W1")
    assert withdraw_objection(household_of(now.yards[1]), found.id) == "unknown"
    assert withdraw_objection(make_neighbourhood("另一个社区").household, found.id) == "unknown"
    assert withdraw_objection(now.tenant, found.id) == "not_own"
    assert found.state == State.OPEN


def test_one_taken_at_the_counter_is_withdrawn_by_the_card(now):
    found = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert withdraw_objection(now.household, found.id) is None
    assert found.state == State.WITHDRAWN
