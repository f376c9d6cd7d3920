"""Set how long the community keeps what."""

from __future__ import annotations

from dataclasses import asdict

from webapp.domain.retention import Retention
from webapp.models import Community, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.retention import retention_of


def set_retention(actor: User, wanted: Retention, seen: Retention) -> str | None:
    """None when it is set, else the code of why not; `seen` is what stood in the form when it was opened."""
    if wanted.wrong():
        return "out_of_bounds"
    with transaction(actor.community_id) as session:
        community = session.get_one(Community, actor.community_id)
        now = retention_of(community)
        if wanted == now:
            return None
        if seen != now:
            return "changed"
        for name, months in asdict(wanted).items():
            setattr(community, name, months)
        note_event(session, actor, "retention_set", "community", str(community.id), **asdict(wanted))
    return None
