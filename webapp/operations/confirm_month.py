"""Oversight confirms a reviewed month; from here on only rulings and corrections change it."""

from __future__ import annotations

from webapp import clock
from webapp.domain.months.cycle import Action, NotAllowed
from webapp.domain.months.review import may_confirm
from webapp.models import User
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.queries.corrections import may_still_change
from webapp.queries.months import drafters, published_before


def confirm_month(actor: User, name: str, note: str = "") -> None:
    """Raises NotAllowed("own_review") for one who scored or reviewed it: two people, always; "earlier_running" while an
    earlier month on the board can still change, because what accounts carry on comes from there.
    """
    with transaction(actor.community_id) as session:
        month = begun_month(session, actor.community_id, name)
        verdict = may_confirm(actor.id, drafters(month))
        if verdict.reason:
            raise NotAllowed(verdict.reason)
        if any(may_still_change(each, clock.today(actor.community)) for each in published_before(month)):
            raise NotAllowed("earlier_running")
        take_step(session, month, Action.CONFIRM, actor, note=note)
