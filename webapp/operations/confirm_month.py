"""Oversight confirms a reviewed month; from here on only rulings and corrections change it."""

from __future__ import annotations

from webapp.domain.month_cycle import Action, NotAllowed
from webapp.domain.review import may_confirm
from webapp.models import User
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.queries.months import drafters


def confirm_month(actor: User, name: str, note: str = "") -> None:
    """Raises NotAllowed("own_review") for one who scored or reviewed it: two people, always."""
    with transaction(actor.community_id) as session:
        month = begun_month(session, actor.community_id, name)
        verdict = may_confirm(actor.id, drafters(month))
        if verdict.reason:
            raise NotAllowed(verdict.reason)
        take_step(session, month, Action.CONFIRM, actor, note=note)
