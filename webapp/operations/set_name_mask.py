"""Set how names are masked from the next publication on, and on the card."""

from __future__ import annotations

from webapp.domain.names import NameMask
from webapp.models import Community, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction


def set_name_mask(actor: User, mask: str) -> bool:
    """False for a mask that there is not. Publications already made keep theirs."""
    if mask not in list(NameMask):
        return False
    with transaction(actor.community_id) as session:
        community = session.get_one(Community, actor.community_id)
        if community.name_mask != mask:
            community.name_mask = mask
            note_event(session, actor, "name_mask_set", "community", str(community.id), mask=mask)
    return True
