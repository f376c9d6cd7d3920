"""Who may answer an objection: nobody who decided about it before, and nobody of the family."""

from __future__ import annotations

import datetime as dt

from webapp.domain.months.objection import DECIDING, may_answer
from webapp.domain.months.review import Verdict
from webapp.models import User
from webapp.queries.disputes import Dispute, involved_in
from webapp.queries.users import recused_accounts, recused_courtyards


def verdict_on(dispute: Dispute, user: User, day: dt.date) -> Verdict:
    account = dispute.objection.account
    answered = {step.maker_id for step in dispute.objection.steps if step.step in DECIDING and step.maker_id}
    is_recused = account.id in recused_accounts(user, day) or account.courtyard_id in recused_courtyards(user, day)
    return may_answer(user.id, involved_in(dispute), answered, is_recused)
