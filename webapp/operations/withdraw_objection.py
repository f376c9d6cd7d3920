"""A household takes its objection back before it is decided; the first answer to one that was appealed stays."""

from __future__ import annotations

from webapp.domain.months.objection import State, Step
from webapp.models import Household, Objection
from webapp.operations.objection_steps import Said, is_repeat, move, why_not
from webapp.operations.transaction import transaction
from webapp.queries.objections import is_on_card, objection_by_id

DECIDED = (State.ANSWERED, State.CLOSED)


def withdraw_objection(by: Household, key: int) -> str | None:
    """None when it is withdrawn, also when it was before; else the code of why not."""
    with transaction(by.community_id) as session:
        objection = objection_by_id(by.community_id, key)
        if objection is None or not is_on_card(objection, by):
            return "unknown"
        if not is_of(objection, by):
            return "not_own"
        if is_repeat(objection, None, Step.WITHDRAW, ""):
            return None
        if objection.state in DECIDED:
            return "decided"
        refusal = why_not(objection, Step.WITHDRAW, None)
        if refusal is None:
            move(session, objection, Step.WITHDRAW, None, Said(""))
    return refusal


def may_withdraw(objection: Objection, household: Household) -> bool:
    return is_of(objection, household) and why_not(objection, Step.WITHDRAW, None) is None


def is_of(objection: Objection, household: Household) -> bool:
    """Made by its card, or at the counter for its account; what another household of the yard made is that one's."""
    return objection.household_id in (None, household.id)
