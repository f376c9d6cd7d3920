"""Record in the audit trail what was printed: plates and handbooks leave the house, and some name people in full."""

from __future__ import annotations

from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction


def note_printing(actor: User, kind: str, doors: int) -> None:
    """`kind` is one of the press's orders, for so many doors."""
    with transaction(actor.community_id) as session:
        note_event(session, actor, "paper_printed", "paper", kind, doors=doors)
