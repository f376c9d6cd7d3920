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
from webapp.domain.ledger.posting import entries_for, standing
from webapp.domain.months.objection import Outcome, State
from webapp.domain.months.rulings import CHECK, DEED, FINDING, Effect
from webapp.extensions import db
from webapp.models import Deed, LedgerEntry, Objection
from webapp.operations.pass_on_objection import appeal_objection
from webapp.queries.disputes import Dispute as Evidence
from webapp.queries.disputes import dispute_of
from webapp.queries.ledger import postings
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import kept_scores

ACTS = st.tuples(
    st.sampled_from(["rule", "rule", "rule", "appeal", "publish"]),
    st.integers(0, 6),
    st.sampled_from(list(Outcome)),
    st.integers(0, 15),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=5, max_size=16))
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
    if act == "rule":
        _rule(scene, which, outcome, chosen)
    elif act == "appeal":
        _appeal(scene, which, outcome, chosen)
    elif correction(MONTH, scene.community.id) is not None:
        correct_month(scene.staff, scene.oversight, MONTH, now)


def _rule(scene: Dispute, which: int, outcome: Outcome, chosen: int) -> None:
    deeds = [f"deed:{key}" for (key,) in db.session.query(Deed.id).order_by(Deed.id)]
    lines = [(0, "finding:W1"), *((0, deed) for deed in deeds), (0, "score"), (1, "score"), (2, "score")]
    yard, line = lines[which % len(lines)]
    objection = take(scene.staff, scene.yards[yard], MONTH, line, f"{which} {chosen}").objection
    if objection is not None:
        answer(scene.other, objection, outcome, *_some(dispute_of(objection), chosen))


def _appeal(scene: Dispute, which: int, outcome: Outcome, chosen: int) -> None:
    answered = db.session.query(Objection).filter_by(state=State.ANSWERED).order_by(Objection.id).all()
    if answered:
        objection = answered[which % len(answered)]
        assert appeal_objection(scene.staff, objection.id, "还是不对") is None
        answer(scene.oversight, objection, outcome, *_some(dispute_of(objection), chosen))


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
