"""Bring an objection before oversight: the household is not content, or nobody of the working group may answer."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.domain.months.objection import Step
from webapp.models import Community, Household, Objection, User
from webapp.operations.objection_steps import Said, is_repeat, move, spoken, why_not
from webapp.operations.plain_words import why_not_these
from webapp.operations.transaction import transaction
from webapp.queries.objections import is_on_card, objection_by_id
from webapp.queries.rule_books import rule_book_scored_by


def appeal_objection(by: User | Household, key: int, text: str) -> str | None:
    """The household is not content with the answer. None when oversight has it, else the code of why not."""
    return _pass_on(by, key, Step.APPEAL, text)


def refer_objection(actor: User, key: int, reason: str) -> str | None:
    """Staff hand it on without an answer."""
    return _pass_on(actor, key, Step.REFER, reason)


def admit_objection(actor: User, key: int, reason: str) -> str | None:
    """Oversight lets one that came late be answered."""
    return _pass_on(actor, key, Step.ADMIT, reason)


def _pass_on(by: User | Household, key: int, step: Step, text: str) -> str | None:
    actor, said = (by if isinstance(by, User) else None), spoken(text)
    with transaction(by.community_id) as session:
        objection = objection_by_id(by.community_id, key)
        if objection is None or (isinstance(by, Household) and not is_on_card(objection, by)):
            return "unknown"
        if is_repeat(objection, actor, step, said):
            return None
        today = clock.today(session.get_one(Community, by.community_id))
        refusal = why_not(objection, step, actor) or _refuse(objection, step, said, today)
        if refusal:
            return refusal
        move(session, objection, step, actor, Said(said))
        objection.answer_until = today + dt.timedelta(days=rule_book_scored_by(objection.publication.month).answer_days)
    return None


def _refuse(objection: Objection, step: Step, said: str, today: dt.date) -> str | None:
    if wrong := why_not_these(said):
        return wrong
    is_over = objection.appeal_until is not None and today > objection.appeal_until
    return "appeal_over" if step == Step.APPEAL and is_over else None
