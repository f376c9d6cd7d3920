"""The working group has looked the scores over and sends the month to oversight."""

from __future__ import annotations

from webapp.domain.months.cycle import Action
from webapp.models import User
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction


def review_month(actor: User, name: str) -> None:
    """Raises NotAllowed unless the month is scored."""
    with transaction(actor.community_id) as session:
        take_step(session, begun_month(session, actor.community_id, name), Action.REVIEW, actor)
