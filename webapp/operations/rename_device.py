"""Give a phone another name, so that people know which one it is."""

from __future__ import annotations

from webapp.models import Device, User
from webapp.models.types import NAME
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.roster import device_by_public_id


def rename_device(actor: User, public_id: str, name: str) -> Device | None:
    """The device under its new name; None when the actor's community has no such device."""
    with transaction(actor.community_id) as session:
        device = device_by_public_id(actor.community_id, public_id)
        if device is not None:
            # What databases can't hold or pages can't show is left out.
            device.name = "".join(letter for letter in name.strip() if letter.isprintable())[:NAME]
            note_event(session, actor, "device_renamed", "device", public_id)
    return device
