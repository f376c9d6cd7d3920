"""Stop a phone: what it sends from now on is only set aside, and its person must sign in anew everywhere."""

from __future__ import annotations

from webapp import clock
from webapp.models import Device, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.passwords import make_stamp
from webapp.queries.roster import device_by_public_id


def revoke_device(actor: User, public_id: str) -> Device | None:
    """The device, revoked now or before; None when the actor's community has no such device."""
    with transaction(actor.community_id) as session:
        device = device_by_public_id(actor.community_id, public_id)
        if device is not None and device.revoked_at is None:
            device.revoked_at = clock.now()
            # The phone may be lost with its person's session open, which would get it a new token at once.
            device.user.session_stamp = make_stamp()
            note_event(session, actor, "device_revoked", "device", public_id)
    return device
