"""Record in the audit trail that somebody had papers printed: which kind and how many, no names and no doors."""

from __future__ import annotations

from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction


def note_paper(actor: User, kind: str, month: str, doors: int) -> None:
    """`doors` are those that the papers are for; a paper of full names that leaves the office leaves a trace."""
    with transaction(actor.community_id) as session:
        note_event(session, actor, "paper_ordered", "paper", kind, month=month, doors=doors)
