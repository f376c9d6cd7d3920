"""Objections taken at the counter, answered, and put on the board."""

from __future__ import annotations

import datetime as dt

from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import MONTH
from webapp import clock
from webapp.domain.months.objection import Outcome
from webapp.domain.months.rulings import Effect
from webapp.extensions import db
from webapp.models import Courtyard, Household, Month, Objection, Publication, User
from webapp.operations.answer_objection import Answer, answer_objection, close_objection
from webapp.operations.republish_month import agree_to_correction, republish_month
from webapp.operations.take_objection import Complaint, Taken, take_objection
from webapp.queries.accounts import account_of_household
from webapp.queries.corrections import Correction, correction_of

WORDS = "那天门口的东西不是我家的"


def take(staff: User, yard: Courtyard, month: str, line: str, text: str = WORDS, **more) -> Taken:
    complaint = Complaint(month, account_of(yard).id, line, text, told_by="何桂芳", **more)
    return take_objection(staff, complaint)


def taken(staff: User, yard: Courtyard, month: str, line: str, text: str = WORDS, **more) -> Objection:
    found = take(staff, yard, month, line, text, **more)
    assert found.refusal is None, found.refusal
    return found.objection


def object_by_card(household: Household, line: str, text: str = WORDS, month: str = MONTH, **more) -> Taken:
    """By the household itself, about its own account."""
    account = account_of_household(household, month)
    return take_objection(household, Complaint(month, account.id, line, text, **more))


def objected(household: Household, line: str, text: str = WORDS, **more) -> Objection:
    found = object_by_card(household, line, text, **more)
    assert found.refusal is None, found.refusal
    return found.objection


def answer(
    actor: User,
    objection: Objection,
    outcome: Outcome,
    *effects: Effect,
    reason: str = "照片里看不清是谁家的",
    seen: int | None = None,
) -> str | None:
    """By staff, or as the last answer by oversight."""
    decide = close_objection if actor.has_role("oversight") else answer_objection
    version = db.session.get(Objection, objection.id).version if seen is None else seen
    return decide(actor, objection.id, Answer(version, str(outcome), reason, effects))


def correction(month: str, community_id: int) -> Correction | None:
    row = db.session.query(Month).filter_by(name=month, community_id=community_id).one()
    return correction_of(row)


def correct_month(staff: User, oversight: User, month: str, when: dt.datetime) -> Publication:
    """Oversight agrees to the correction, staff put it on the board."""
    with clock.at(when):
        found = correction(month, staff.community_id)
        assert found is not None, "nothing to correct"
        agree_to_correction(oversight, month, found.digest)
        return republish_month(staff, month)
