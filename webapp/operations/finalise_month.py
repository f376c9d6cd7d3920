"""The notice period is over: the month is final."""

from __future__ import annotations

from webapp import clock
from webapp.domain.months.cycle import Action, NotAllowed
from webapp.models import User
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.queries.corrections import correction_of
from webapp.queries.objections import count_unsettled
from webapp.queries.publications import publications_of


def finalise_month(actor: User, name: str) -> None:
    """Raises NotAllowed unless the month is published, its last day of notice is past, every objection is settled (also
    beyond the days for an appeal) and what was ruled hangs on the board.
    """
    with transaction(actor.community_id) as session:
        month = begun_month(session, actor.community_id, name)
        correction = correction_of(month)
        take_step(session, month, Action.FINALISE, actor)
        latest = publications_of(month.community_id, name)[0]
        if clock.today(actor.community) <= latest.open_until:
            raise NotAllowed("notice_running")
        if count_unsettled(month.community_id, name, clock.today(actor.community)):
            raise NotAllowed("objections_open")
        if correction is not None:
            raise NotAllowed("not_republished")
