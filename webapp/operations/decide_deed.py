"""Accept or refuse a bonus deed."""

from __future__ import annotations

from sqlalchemy import select

from webapp import clock
from webapp.domain.month_cycle import takes_changes
from webapp.domain.review import may_inspect
from webapp.models import Deed, Month, User
from webapp.operations.note_change import note_event
from webapp.operations.place_in_month import reopen_draft
from webapp.operations.transaction import transaction
from webapp.queries.deeds import WAITING, deed_by_id
from webapp.queries.users import recused_courtyards

VERBS = {"accept": "accepted", "refuse": "refused"}


def decide_deed(actor: User, key: int, verb: str) -> str | None:
    """None when it is decided, else the code of why not: unknown, changed, recused or month_closed."""
    with transaction() as session:
        deed = deed_by_id(actor.community_id, key)
        if deed is None:
            return "unknown"
        month = session.scalar(
            select(Month).where(Month.community_id == deed.community_id, Month.name == deed.month).with_for_update()
        )
        refusal = _refuse(actor, deed, month)
        if refusal is None:
            deed.state, deed.decided_by = VERBS[verb], actor.id
            note_event(session, actor, f"deed_{VERBS[verb]}", "deed", str(deed.id))
            if month is not None:
                reopen_draft(session, month)
    return refusal


def _refuse(actor: User, deed: Deed, month: Month | None) -> str | None:
    if deed.state != WAITING:
        return "changed"
    if month is not None and not takes_changes(month.state):
        return "month_closed"
    recused = recused_courtyards(actor, clock.today(actor.community))
    return may_inspect(deed.courtyard_id, recused).reason
