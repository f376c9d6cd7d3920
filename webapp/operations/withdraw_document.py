"""Take a published document off the board, or hang it up again; its versions are kept either way."""

from __future__ import annotations

from webapp import clock
from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.documents import document_numbered


def withdraw_document(actor: User, number: int, withdrawn: bool) -> bool:
    """False when there is no such document; what already is so is left as it is."""
    with transaction(actor.community_id) as session:
        document = document_numbered(actor.community_id, number)
        if document is None:
            return False
        if withdrawn != (document.withdrawn_at is not None):
            document.withdrawn_at = clock.now() if withdrawn else None
            action = "document_withdrawn" if withdrawn else "document_restored"
            note_event(session, actor, action, "document", str(number))
    return True
