"""Several people at several desks: one objection, one answer, one correction, whoever is first."""

from __future__ import annotations

from tests.factories.courtyards import account_of
from tests.factories.objections import WORDS, answer, correction, taken
from tests.factories.users import make_user
from tests.integration.objections_scene import IN_NOTICE, MONTH, make_dispute
from tests.integration.test_locks import at_once
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.objection import Outcome
from webapp.extensions import db
from webapp.models import Objection, ObjectionStep, Publication, User
from webapp.operations.answer_objection import Answer, answer_objection
from webapp.operations.republish_month import agree_to_correction, republish_month
from webapp.operations.take_objection import Complaint, take_objection

SEVERAL = 6


def test_same_objection_from_several_taps_is_taken_once(app):
    scene = make_dispute()
    staff, complaint = scene.staff.id, Complaint(MONTH, account_of(scene.yard).id, "finding:W1", WORDS, "何桂芳")
    db.session.rollback()

    def take() -> int:
        with clock.at(IN_NOTICE):
            return take_objection(db.session.get_one(User, staff), complaint).objection.id

    assert len(set(at_once(app, *[take] * SEVERAL))) == 1
    assert db.session.query(Objection).count() == 1
    assert differences() == []


def test_of_several_who_answer_at_once_one_has_answered(app):
    scene = make_dispute()
    with clock.at(IN_NOTICE):
        objection = taken(scene.staff, scene.yard, MONTH, "finding:W1").id
    staff = [make_user(scene.community, "staff").id for _ in range(SEVERAL)]
    db.session.rollback()

    def decide(key: int) -> str | None:
        with clock.at(IN_NOTICE):
            return answer_objection(db.session.get_one(User, key), objection, Answer(1, Outcome.REJECTED, f"看过{key}"))

    found = at_once(app, *(lambda key=key: decide(key) for key in staff))
    assert sorted(map(str, found)) == ["None", *["changed"] * (SEVERAL - 1)]
    assert db.session.query(ObjectionStep).filter_by(step="answer").count() == 1


def test_correction_published_at_once_by_several_is_one_publication(app):
    scene = make_dispute()
    with clock.at(IN_NOTICE):
        answer(scene.other, taken(scene.staff, scene.yard, MONTH, "finding:W1"), Outcome.UPHELD)
        agree_to_correction(scene.oversight, MONTH, correction(MONTH, scene.community.id).digest)
    staff = scene.staff.id
    db.session.rollback()

    def publish() -> str:
        with clock.at(IN_NOTICE):
            try:
                return str(republish_month(db.session.get_one(User, staff), MONTH).number)
            except NotAllowed as refusal:
                return refusal.reason

    assert sorted(at_once(app, *[publish] * SEVERAL)) == ["2", *["nothing_to_correct"] * (SEVERAL - 1)]
    assert db.session.query(Publication).count() == 2
    assert differences() == []
