"""Whatever is ruled in whatever order: the ledger is what the evidence and the standing rulings give."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.courtyards import account_of
from tests.factories.objections import answer, correct_month, correction, take
from tests.integration.objections_scene import IN_NOTICE, MONTH, Dispute, make_dispute
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.ledger import entries_for, standing
from webapp.domain.objection import Outcome, State
from webapp.domain.rulings import CHECK, DEED, FINDING, Effect
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry, Objection
from webapp.operations.pass_on_objection import appeal_objection
from webapp.queries.disputes import Dispute as Evidence
from webapp.queries.disputes import dispute_of
from webapp.queries.ledger import postings
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import kept_scores

OUTCOMES = st.sampled_from(list(Outcome))
ACTS = st.tuples(
    st.sampled_from(["take", "answer", "appeal", "close", "publish"]),
    st.integers(0, 7),
    OUTCOMES,
    st.integers(0, 15),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=4, max_size=14))
def test_ledger_is_what_standing_rulings_give_after_any_history(app, scenes, acts):
    scene = scenes.play(app, make_dispute)
    now = IN_NOTICE
    for act, which, outcome, chosen in acts:
        now += dt.timedelta(minutes=1)
        with clock.at(now):
            _do(scene, act, which, outcome, chosen, now)
    if correction(MONTH, scene.community.id) is not None:
        correct_month(scene.staff, scene.oversight, MONTH, now)
    assert differences() == []
    assert _standing(scene) == _due(scene)


def _do(scene: Dispute, act: str, which: int, outcome: Outcome, chosen: int, now: dt.datetime) -> None:
    if act == "take":
        yard = scene.yards[which % 3]
        lines = ["finding:W1", "score", *(f"deed:{key}" for (key,) in db.session.query(Deed.id).order_by(Deed.id))]
        take(scene.staff, yard, MONTH, lines[chosen % len(lines)])
        return
    if act == "publish":
        if correction(MONTH, scene.community.id) is not None:
            correct_month(scene.staff, scene.oversight, MONTH, now)
        return
    known = db.session.query(Objection).order_by(Objection.id).all()
    if not known:
        return
    objection = known[which % len(known)]
    if act == "appeal":
        appeal_objection(scene.staff, objection.id, "还是不对")
        return
    actor = scene.oversight if act == "close" else scene.other
    answer(actor, objection, outcome, *_some(dispute_of(objection), chosen))
    assert objection.state in tuple(State)


def _some(evidence: Evidence, chosen: int) -> list[Effect]:
    """By the bits of `chosen`: findings, checks, deeds with points or without."""
    effects = evidence.all_findings if chosen & 1 else evidence.all_findings[:1]
    if chosen & 2:
        effects = [*effects, *(Effect(CHECK, check.uuid) for check in evidence.checks[:1])]
    if chosen & 4:
        effects = [*effects, *(Effect(DEED, str(deed.id), points=1) for deed in evidence.deeds)]
    if chosen & 8:
        effects = [each for each in effects if each.on != DEED]
        effects += [Effect(DEED, str(deed.id), out=True) for deed in evidence.deeds[:2]]
    return [each for each in effects if each.on != FINDING or each.key]


def _standing(scene: Dispute) -> Counter:
    return Counter(each.entry for each in standing(postings(scene.community.id)))


def _due(scene: Dispute) -> Counter:
    month = month_named(scene.community.id, MONTH)
    book = rule_book_scored_by(month)
    assert db.session.query(LedgerEntry).filter_by(account_id=account_of(scene.yard).id).count()
    return Counter(
        entry
        for each in kept_scores(month)
        for entry in entries_for(each.score, each.account.id, MONTH, month.rule_version, book.buckets[0].code)
    )
