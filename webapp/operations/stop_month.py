"""Oversight sends a reviewed month back to the working group, with the reason."""

from __future__ import annotations

from webapp.domain.months.cycle import Action, NotAllowed
from webapp.models import User
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction


def stop_month(actor: User, name: str, reason: str) -> None:
    """Raises NotAllowed("no_reason") without words: staff must know what to put right."""
    if not reason.strip():
        raise NotAllowed("no_reason")
    with transaction(actor.community_id) as session:
        month = begun_month(session, actor.community_id, name)
        take_step(session, month, Action.STOP, actor, reason=reason.strip())
