"""An objection from the counter to the corrected ledger, and everything that is refused on the way."""

from __future__ import annotations

import pytest

from tests.factories.checks import at
from tests.factories.courtyards import account_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import make_neighbourhood, publish
from tests.factories.objections import answer, correct_month, correction, take, taken
from tests.factories.users import make_user
from tests.integration.objections_scene import DAY, IN_NOTICE, LAST_DAY, MONTH, Dispute, make_dispute, total
from webapp import clock
from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.objection import Outcome, State
from webapp.domain.months.rulings import CHECK, DEED, FINDING, Effect
from webapp.domain.scoring.line import Kind
from webapp.extensions import db
from webapp.models import AuditEvent, Deed, LedgerEntry, Objection, Publication, Score
from webapp.operations.answer_objection import Answer, answer_objection
from webapp.operations.confirm_month import confirm_month
from webapp.operations.finalise_month import finalise_month
from webapp.operations.pass_on_objection import admit_objection, appeal_objection
from webapp.operations.republish_month import agree_to_correction, republish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.take_objection import Complaint, take_objection
from webapp.queries.scores import kept_score, provisional_score

UPHELD, ADJUSTED, REJECTED = Outcome


@pytest.fixture
def scene(app, scenes) -> Dispute:
    return scenes.play(app, make_dispute)


@pytest.fixture
def now(scene):
    with clock.at(IN_NOTICE):
        yield scene


def standing_amounts(account: int) -> int:
    return sum(row.amount for row in db.session.query(LedgerEntry).filter_by(account_id=account))


def test_upheld_finding_costs_nothing_any_more_and_the_ledger_is_reversed_and_rewritten(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert (objection.state, len(objection.sources)) == (State.OPEN, 2)
    assert answer(now.other, objection, UPHELD) is None
    assert (objection.state, objection.outcome) == (State.CLOSED, UPHELD)
    assert total(now) == 12, "nothing changes before it is published again"
    before = db.session.query(LedgerEntry).count()
    publication = correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    assert (publication.number, total(now)) == (2, 13)
    account = account_of(now.yard).id
    assert standing_amounts(account) == 13
    added = db.session.query(LedgerEntry).filter_by(publication_id=publication.id).all()
    assert {row.account_id for row in added} == {account}, "whoever is right already is left alone"
    assert db.session.query(LedgerEntry).count() == before + len(added)
    lines = db.session.query(Score).filter_by(account_id=account).one().lines
    assert [line["result"] for line in lines if line["code"] == "W1"] == ["set_aside"]


def test_one_of_two_findings_set_aside_leaves_the_other_to_cost_the_point(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert answer(now.other, objection, ADJUSTED, Effect(FINDING, now.check.uuid, "W1")) is None
    assert objection.state == State.ANSWERED
    correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    assert total(now) == 12
    lines = db.session.query(Score).filter_by(account_id=account_of(now.yard).id).one().lines
    kinds = {(line["kind"], tuple(line["sources"])) for line in lines if line["code"] == "W1"}
    assert ("no_cost", (now.check.uuid,)) in kinds


def test_check_returned_as_a_whole_says_nothing_any_more(now):
    objection = taken(now.staff, now.yards[1], MONTH, "score")
    assert answer(now.other, objection, ADJUSTED, Effect(CHECK, now.other_check.uuid)) is None
    correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    score = db.session.query(Score).filter_by(account_id=account_of(now.yards[1]).id).one()
    assert (score.assessed, score.total) == (False, 0)


def test_deed_that_was_refused_counts_after_a_ruling_with_the_points_it_was_given(scene):
    deed = make_deed(scene.yard, IN_NOTICE.date().replace(month=10, day=9), state="refused")
    with clock.at(IN_NOTICE):
        objection = taken(scene.staff, scene.yard, MONTH, f"deed:{deed.id}", "那天我去了，好多人看见")
        assert answer(scene.other, objection, UPHELD) == "no_effect"
        assert answer(scene.other, objection, UPHELD, Effect(DEED, str(deed.id), points=99)) == "points_differ"
        assert answer(scene.other, objection, UPHELD, Effect(DEED, str(deed.id), points=1)) is None
        correct_month(scene.staff, scene.oversight, MONTH, IN_NOTICE)
    assert total(scene) == 13
    assert db.session.get(Deed, deed.id).state == "refused", "what was decided stays as it was"


def test_deed_taken_out_by_a_ruling_brings_nothing(now):
    deed = db.session.query(Deed).filter_by(kind="suggestion").one()
    objection = taken(now.staff, now.yard, MONTH, f"deed:{deed.id}")
    assert answer(now.other, objection, ADJUSTED, Effect(DEED, str(deed.id), out=True)) is None
    correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    assert total(now) == 11


def test_several_rulings_are_one_publication(now):
    first = taken(now.staff, now.yard, MONTH, "finding:W1")
    second = taken(now.staff, now.yards[1], MONTH, "score")
    assert answer(now.other, first, UPHELD) is None
    assert answer(now.third, second, REJECTED) is None
    found = correction(MONTH, now.community.id)
    assert [(each.before.total, each.after.total) for each in found.changes] == [(12, 13)]
    correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    assert db.session.query(Publication).count() == 2
    assert correction(MONTH, now.community.id) is None
    with pytest.raises(NotAllowed, match="nothing_to_correct"):
        republish_month(now.staff, MONTH)


def test_correction_opens_the_notice_anew_for_as_long_as_objections_may_take(now):
    answer(now.other, taken(now.staff, now.yard, MONTH, "finding:W1"), UPHELD)
    publication = correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    assert publication.open_until == IN_NOTICE.date() + 5 * DAY


def test_objection_sent_twice_is_taken_once_and_a_second_one_to_the_same_line_is_refused(now):
    first = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert taken(now.staff, now.yard, MONTH, "finding:W1").id == first.id
    assert take(now.staff, now.yard, MONTH, "finding:W1", "另外一句").refusal == "already_open"
    assert answer(now.other, first, REJECTED) is None
    assert take(now.staff, now.yard, MONTH, "finding:W1", "另外一句").refusal == "already_answered"
    assert db.session.query(Objection).count() == 1


def test_objection_needs_words_a_name_and_a_line_of_that_score(now):
    staff, yard = now.staff, now.yard
    assert take(staff, yard, MONTH, "finding:W1", "  ").refusal == "no_words"
    assert take(staff, yard, MONTH, "finding:W9").refusal == "no_line"
    assert take(staff, yard, "2026-09", "score").refusal == "not_published"
    assert take(staff, yard, "2026-11", "score").refusal == "not_published"
    nameless = Complaint(MONTH, account_of(yard).id, "score", "不对")
    assert take_objection(staff, nameless).refusal == "no_teller"


def test_account_of_another_community_can_not_be_objected_for(now):
    other = make_neighbourhood("另一个社区")
    assert take(now.staff, other.yards[0], MONTH, "score").refusal == "no_account"
    objection = taken(now.staff, now.yard, MONTH, "score")
    stranger = make_user(other.community, "staff")
    assert answer(stranger, objection, REJECTED) == "unknown"
    assert appeal_objection(stranger, objection.id, "x") == "unknown"


def test_household_objects_for_itself_by_its_card_and_for_nobody_else(now):
    own = Complaint(MONTH, account_of(now.yard).id, "finding:W1", "不是我家的")
    found = take_objection(now.household, own)
    assert found.objection.household_id == now.household.id
    assert found.objection.steps[0].maker_id is None
    assert db.session.query(AuditEvent).filter_by(action="objection_taken").one().actor_id is None
    neighbour = Complaint(MONTH, account_of(now.yards[1]).id, "score", "不对")
    assert take_objection(now.household, neighbour).refusal == "no_account"
    assert answer(now.other, found.objection, REJECTED) is None
    assert appeal_objection(now.household, found.objection.id, "还是不对") is None


def test_after_the_last_day_only_oversight_lets_one_in(scene):
    staff, oversight = scene.staff, scene.oversight
    with clock.at(LAST_DAY):
        first = taken(staff, scene.yards[1], MONTH, "score")
        assert first.state == State.OPEN
    with clock.at(LAST_DAY + DAY):
        assert take(staff, scene.yard, MONTH, "finding:W1").refusal == "too_late"
        late = taken(staff, scene.yard, MONTH, "finding:W1", late=True)
        assert late.state == State.LATE
        assert answer(scene.other, late, UPHELD) == "wrong_state"
        assert admit_objection(scene.other, late.id, "住院了") == "wrong_role"
        assert answer(oversight, late, UPHELD) == "not_admitted"
        assert admit_objection(oversight, late.id, "住院了") is None
        assert answer(scene.other, late, UPHELD) is None


def test_late_one_that_oversight_does_not_admit_is_closed(scene):
    with clock.at(LAST_DAY + DAY):
        late = taken(scene.staff, scene.yard, MONTH, "finding:W1", late=True)
        assert answer(scene.oversight, late, REJECTED) is None
        assert (late.state, late.outcome) == (State.CLOSED, REJECTED)
        finalise_month(scene.staff, MONTH)


def test_month_is_not_final_while_an_objection_or_a_ruling_is_unsettled(scene):
    staff, oversight = scene.staff, scene.oversight
    with clock.at(IN_NOTICE):
        objection = taken(staff, scene.yard, MONTH, "finding:W1")
    after = LAST_DAY + DAY
    with clock.at(after):
        refused(staff, "objections_open")
        answer(scene.other, objection, ADJUSTED, *[Effect(FINDING, uuid, "W1") for uuid in objection.sources])
    with clock.at(after + 5 * DAY):
        refused(staff, "objections_open")
    with clock.at(after + 6 * DAY):
        refused(staff, "not_republished")
        correct_month(staff, oversight, MONTH, after + 6 * DAY)
        refused(staff, "notice_running")
    with clock.at(after + 12 * DAY):
        finalise_month(staff, MONTH)


def refused(staff, reason: str) -> None:
    with pytest.raises(NotAllowed, match=reason):
        finalise_month(staff, MONTH)


def test_next_month_is_not_confirmed_while_this_one_can_still_change(scene):
    staff, oversight = scene.staff, scene.oversight
    with clock.at(IN_NOTICE):
        objection = taken(staff, scene.yard, MONTH, "finding:W1")
    with clock.at(at(LAST_DAY.date().replace(month=12))):
        score_month(staff, "2026-11")
        review_month(staff, "2026-11")
        with pytest.raises(NotAllowed, match="earlier_running"):
            confirm_month(oversight, "2026-11")
        answer(scene.other, objection, UPHELD)
        with pytest.raises(NotAllowed, match="earlier_running"):
            confirm_month(oversight, "2026-11")
        correct_month(staff, oversight, MONTH, at(LAST_DAY.date().replace(month=12)))
    with clock.at(at(LAST_DAY.date().replace(month=12, day=20))):
        score_month(staff, "2026-11")  # the correction has sent it back to open
        review_month(staff, "2026-11")
        confirm_month(oversight, "2026-11")


def test_correction_is_shown_only_after_oversight_agreed_to_just_that(now):
    staff, oversight = now.staff, now.oversight
    answer(now.other, taken(staff, now.yard, MONTH, "finding:W1"), UPHELD)
    seen = correction(MONTH, now.community.id).digest
    with pytest.raises(NotAllowed, match="not_agreed"):
        republish_month(staff, MONTH)
    with pytest.raises(NotAllowed, match="wrong_role"):
        agree_to_correction(staff, MONTH, seen)
    agree_to_correction(oversight, MONTH, seen)
    deed = db.session.query(Deed).filter_by(kind="suggestion").one()
    answer(now.other, taken(staff, now.yard, MONTH, f"deed:{deed.id}"), UPHELD, Effect(DEED, str(deed.id), out=True))
    with pytest.raises(NotAllowed, match="not_agreed"):
        republish_month(staff, MONTH)
    with pytest.raises(NotAllowed, match="changed"):
        agree_to_correction(oversight, MONTH, seen)


def test_whoever_gave_the_answer_neither_agrees_nor_publishes_what_they_agreed_to(now):
    both = make_user(now.community, "staff", "oversight")
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    assert answer_objection(both, objection.id, Answer(1, "upheld", "看不清")) is None
    digest = correction(MONTH, now.community.id).digest
    with pytest.raises(NotAllowed, match="own_answer"):
        agree_to_correction(both, MONTH, digest)
    third = make_user(now.community, "staff", "oversight")
    agree_to_correction(third, MONTH, digest)
    with pytest.raises(NotAllowed, match="own_agreement"):
        republish_month(third, MONTH)
    assert republish_month(now.staff, MONTH).number == 2


def test_ruling_after_the_month_is_final_becomes_an_adjustment_of_the_open_month(scene):
    staff, oversight = scene.staff, scene.oversight
    with clock.at(LAST_DAY + DAY):
        finalise_month(staff, MONTH)
        late = taken(staff, scene.yard, MONTH, "finding:W1", late=True)
        assert admit_objection(oversight, late.id, "住院了") is None
        assert answer(scene.other, late, UPHELD) is None
        assert correction(MONTH, scene.community.id) is None
        told = provisional_score(account_of(scene.yard), "2026-11", LAST_DAY.date()).lines
    assert [(line.code, line.amount) for line in told if line.kind == Kind.ADJUSTMENT] == [(MONTH, 1)]
    publish(staff, oversight, "2026-11", at(LAST_DAY.date().replace(month=12)))
    adjustment = db.session.query(LedgerEntry).filter_by(kind="adjustment").one()
    assert (adjustment.month, adjustment.code, adjustment.amount) == ("2026-11", MONTH, 1)
    assert adjustment.account_id == account_of(scene.yard).id
    assert total_of(scene, MONTH) == 12, "what was final stays"


def total_of(scene: Dispute, month: str) -> int:
    return kept_score(scene.community.id, account_of(scene.yard).id, month).total


def test_every_step_is_in_the_audit_trail_without_anybody_s_words(now):
    objection = taken(now.staff, now.yard, MONTH, "finding:W1")
    answer(now.other, objection, REJECTED)
    appeal_objection(now.staff, objection.id, "还是不对")
    answer(now.oversight, objection, UPHELD)
    correct_month(now.staff, now.oversight, MONTH, IN_NOTICE)
    events = db.session.query(AuditEvent).filter(AuditEvent.action.like("objection_%")).order_by(AuditEvent.id).all()
    assert [event.action for event in events] == [
        *("objection_taken", "objection_answer", "objection_appeal", "objection_final")
    ]
    assert all("不" not in str(event.details) for event in events)
    actions = {event.action for event in db.session.query(AuditEvent).all()}
    assert {"month_agree", "month_republish"} <= actions
