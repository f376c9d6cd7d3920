"""The notice period is over: the month is final."""

from __future__ import annotations

from webapp import clock
from webapp.domain.month_cycle import Action, NotAllowed
from webapp.models import User
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.queries.publications import publications_of


def finalise_month(actor: User, name: str) -> None:
    """Raises NotAllowed unless the month is published and its last day of notice is past."""
    with transaction(actor.community_id) as session:
        month = begun_month(session, actor.community_id, name)
        take_step(session, month, Action.FINALISE, actor)
        latest = publications_of(month.community_id, name)[0]
        if clock.today(actor.community) <= latest.open_until:
            raise NotAllowed("notice_running")
