"""Answer an objection: the working group first, oversight last, each time somebody who did not decide before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import State as MonthState
from webapp.domain.months.objection import Outcome, State, Step, Subject
from webapp.domain.months.rulings import DEED, Effect
from webapp.models import Deed, Month, Objection, User
from webapp.operations.objection_steps import Said, is_repeat, move, spoken, why_not
from webapp.operations.place_in_month import earliest_open, reopen_draft
from webapp.operations.transaction import transaction
from webapp.queries.disputes import Dispute, dispute_of
from webapp.queries.months import closed_after
from webapp.queries.objections import objection_by_id
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.who_may_answer import verdict_on


@dataclass(frozen=True, slots=True)
class Answer:
    """`reason` is what the household reads; `seen` the number of steps that the page showed."""

    seen: int
    outcome: str
    reason: str
    effects: tuple[Effect, ...] = ()


def answer_objection(actor: User, key: int, answer: Answer) -> str | None:
    """The first answer. None when it is given, also when it was just given; else the code of why not."""
    return _decide(actor, key, Step.ANSWER, answer)


def close_objection(actor: User, key: int, answer: Answer) -> str | None:
    """The last answer, by oversight; or oversight does not admit one that came late."""
    return _decide(actor, key, Step.FINAL, answer)


def _decide(actor: User, key: int, step: Step, answer: Answer) -> str | None:
    answer = replace(answer, reason=spoken(answer.reason))
    with transaction(actor.community_id) as session:
        objection = objection_by_id(actor.community_id, key)
        if objection is None:
            return "unknown"
        if is_repeat(objection, actor, step, answer.reason, answer.outcome):
            return None
        dispute = dispute_of(objection)
        refusal = _refuse(actor, dispute, step, answer)
        if refusal is None:
            _rule(session, actor, dispute, step, answer)
    return refusal


def _refuse(actor: User, dispute: Dispute, step: Step, answer: Answer) -> str | None:
    if dispute.objection.version != answer.seen:
        return "changed"
    out_of_turn = why_not(dispute.objection, step, actor, answer.outcome)
    if out_of_turn:
        return out_of_turn
    barred = verdict_on(dispute, actor, clock.today(actor.community)).reason
    if barred:
        return barred
    if answer.outcome not in tuple(Outcome):
        return "no_outcome"
    if not answer.reason:
        return "no_answer_text"
    return _refuse_effects(dispute, answer)


def _refuse_effects(dispute: Dispute, answer: Answer) -> str | None:
    effects = effects_of(dispute, answer)
    if answer.outcome != Outcome.REJECTED and dispute.objection.subject != Subject.SCORE and not effects:
        return "no_effect"
    if not all(dispute.can_change(each) for each in effects):
        return "no_effect"
    return None if all(_within_rule(dispute, each) for each in effects) else "points_differ"


def effects_of(dispute: Dispute, answer: Answer) -> tuple[Effect, ...]:
    """Nothing when it is rejected; all of a finding when that is upheld, whatever was ticked."""
    if answer.outcome == Outcome.REJECTED:
        return ()
    if answer.outcome == Outcome.UPHELD and dispute.objection.subject == Subject.FINDING:
        return tuple(dispute.all_findings)
    return answer.effects


def _within_rule(dispute: Dispute, effect: Effect) -> bool:
    if effect.on != DEED or effect.out or effect.points is None:
        return True
    deed = next(each for each in dispute.deeds if str(each.id) == effect.key)
    return effect.points == deed.points or _in_range(dispute.objection, deed, effect.points)


def _in_range(objection: Objection, deed: Deed, points: int) -> bool:
    rule = rule_book_scored_by(objection.publication.month).rule_of(deed.kind)
    return rule is not None and rule.value.least <= points <= rule.value.most


def _rule(session: Session, actor: User, dispute: Dispute, step: Step, answer: Answer) -> None:
    objection = dispute.objection
    effects = effects_of(dispute, answer)
    said = Said(answer.reason, answer.outcome, effects, _placed_in(session, actor, objection, bool(effects)))
    move(session, objection, step, actor, said)
    if objection.state == State.ANSWERED:
        book = rule_book_scored_by(objection.publication.month)
        objection.appeal_until = clock.today(actor.community) + dt.timedelta(days=book.appeal_days)


def _placed_in(session: Session, actor: User, objection: Objection, changes: bool) -> str:
    """Its own month while that can be published again, else the earliest open one, which is scored anew."""
    own = objection.publication.month
    if own.state == MonthState.PUBLISHED and not closed_after(own):
        return own.name
    placed: Month = earliest_open(session, actor.community, after=own.name)
    if changes or any(each.placed_in for each in objection.steps):
        reopen_draft(session, placed)
    return placed.name
