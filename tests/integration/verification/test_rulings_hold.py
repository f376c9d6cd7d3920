"""Corrected months are recomputed publication by publication, with the rulings that stood then."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.factories.checks import at
from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import publish
from tests.factories.objections import answer, correct_month, taken
from tests.factories.tampering import tamper
from tests.integration.objections_scene import DAY, IN_NOTICE, LAST_DAY, MONTH, Dispute, make_dispute
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.months.objection import Outcome
from webapp.domain.months.publication import document_digest, document_text
from webapp.domain.months.rulings import DEED, FINDING, Effect, effects_text
from webapp.domain.months.verification import Part
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry, Objection, ObjectionStep, Publication
from webapp.operations.finalise_month import finalise_month
from webapp.operations.pass_on_objection import admit_objection, appeal_objection
from webapp.verification.counts import Counts


@pytest.fixture
def corrected(app, scenes) -> Dispute:
    """First W1 was set aside, then a deed taken out, each shown in a publication of its own."""
    return scenes.play(app, make_corrected)


def make_corrected() -> Dispute:
    scene = make_dispute()
    with clock.at(IN_NOTICE):
        answer(scene.other, taken(scene.staff, scene.yard, MONTH, "finding:W1"), Outcome.UPHELD)
    correct_month(scene.staff, scene.oversight, MONTH, IN_NOTICE)
    deed = db.session.query(Deed).filter_by(kind="suggestion").one().id
    with clock.at(IN_NOTICE + DAY):
        objection = taken(scene.staff, scene.yard, MONTH, f"deed:{deed}")
        answer(scene.other, objection, Outcome.ADJUSTED, Effect(DEED, str(deed), out=True))
    correct_month(scene.staff, scene.oversight, MONTH, IN_NOTICE + DAY)
    return scene


def parts() -> set[Part]:
    return {each.part for each in differences()}


def test_month_that_was_corrected_twice_holds_in_each_of_its_publications(corrected):
    counts = Counts()
    assert differences(counts) == []
    assert (counts.publications, counts.objections, counts.months) == (3, 2, 1)
    documents = [json.loads(each.document) for each in db.session.query(Publication).order_by(Publication.number)]
    assert [row["total"] for each in documents for row in each["lanes"][0]["rows"][:1]] == [12, 13, 12]
    assert ["rulings" in each for each in documents] == [False, True, True]


def test_ruling_that_is_not_published_yet_changes_nothing(corrected):
    with clock.at(IN_NOTICE + DAY):
        objection = taken(corrected.staff, corrected.yards[1], MONTH, "score")
        key = corrected.other_check.uuid
        assert answer(corrected.other, objection, Outcome.ADJUSTED, Effect("check", key)) is None
    assert differences() == []


def test_final_answer_that_takes_another_s_place_holds(corrected):
    objection = db.session.query(Objection).filter_by(subject="deed").one()
    with clock.at(IN_NOTICE + 2 * DAY):
        assert appeal_objection(corrected.staff, objection.id, "分是我自己挣的") is None
        effect = Effect(DEED, objection.sources[0])
        assert answer(corrected.oversight, objection, Outcome.UPHELD, effect) is None
    correct_month(corrected.staff, corrected.oversight, MONTH, IN_NOTICE + 2 * DAY)
    assert differences() == []
    account = account_of(corrected.yard).id
    assert sum(row.amount for row in db.session.query(LedgerEntry).filter_by(account_id=account)) == 13


def test_adjustment_by_a_late_ruling_holds(app):
    scene = make_dispute()
    with clock.at(LAST_DAY + DAY):
        finalise_month(scene.staff, MONTH)
        late = taken(scene.staff, scene.yard, MONTH, "finding:W1", late=True)
        admit_objection(scene.oversight, late.id, "住院了")
        answer(scene.other, late, Outcome.UPHELD)
    publish(scene.staff, scene.oversight, "2026-11", at(dt.date(2026, 12, 4)))
    assert db.session.query(LedgerEntry).filter_by(kind="adjustment").one().amount == 1
    assert differences() == []
    step = late.steps[-1].id
    tamper("UPDATE objection_step SET effects = '[]' WHERE id = :id", id=step)
    assert {Part.OBJECTION, Part.LINE} <= parts()


def test_ruling_whose_effects_were_changed_is_found(corrected):
    step = db.session.query(ObjectionStep).filter_by(outcome="upheld").one()
    effects = effects_text([Effect(FINDING, corrected.check.uuid, "W1")])
    tamper("UPDATE objection_step SET effects = :effects WHERE id = :id", effects=effects, id=step.id)
    assert {Part.OBJECTION, Part.LINE, Part.DOCUMENT} <= parts()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("text = '成立'", "step = 'answer'"),
        ("maker_id = maker_id + 1", "step = 'answer'"),
        ("outcome = 'rejected'", "outcome = 'upheld'"),
        ("placed_in = '2026-11'", "outcome = 'upheld'"),
    ],
)
def test_whatever_of_a_step_is_changed_breaks_the_chain(corrected, change, where):
    tamper(f"UPDATE objection_step SET {change} WHERE {where}")
    broken = [each for each in differences() if each.part is Part.OBJECTION]
    assert broken[0].found == "digest_differs"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE objection SET state = 'open' WHERE subject = 'finding'",
        "UPDATE objection SET outcome = 'rejected' WHERE subject = 'finding'",
        "UPDATE objection SET account_id = account_id + 1 WHERE subject = 'finding'",
        "UPDATE objection SET sources = '[]' WHERE subject = 'finding'",
        "DELETE FROM objection_step WHERE number = 2",
        "DELETE FROM objection_step WHERE sequence = 4",
    ],
)
def test_changed_objections_and_missing_steps_are_found(corrected, statement):
    tamper(statement)
    assert Part.OBJECTION in parts()


def test_publication_that_says_it_took_up_other_rulings_is_found_by_its_root(corrected):
    second = db.session.query(Publication).filter_by(number=2).one()
    document = json.loads(second.document)
    document["rulings"] = {"count": 0, "head": "0" * 64}
    text = document_text(document)
    tamper(
        "UPDATE publication SET document = :text, digest = :digest WHERE id = :id",
        text=text,
        digest=document_digest(text),
        id=second.id,
    )
    assert {Part.ROOT, Part.DOCUMENT} <= parts()


def test_reversal_that_is_missing_is_found(corrected):
    last = db.session.query(LedgerEntry).filter_by(kind="reversal", code="suggestion").all()[-1]
    account, key = last.account_id, last.id
    tamper("DELETE FROM ledger_entry WHERE id = :id", id=key)
    found = [(each.account, each.what, each.expected, each.found) for each in differences() if each.part is Part.ENTRY]
    assert found[0] == (account, "reversal suggestion", "-1", "")
