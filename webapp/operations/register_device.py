"""Give a signed-in person's phone its token."""

from __future__ import annotations

import uuid

from webapp import clock
from webapp.models import Device, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.passwords import make_token, token_digest
from webapp.queries.devices import device_on_phone


def register_device(user: User, phone: str, name: str) -> tuple[Device, str]:
    """The device of this person on this phone and its new token; an older token of the same pair ends."""
    token = make_token()
    with transaction() as session:
        device = device_on_phone(user.community_id, user.id, phone)
        if device is None:
            device = Device(
                community_id=user.community_id, public_id=str(uuid.uuid4()), phone=phone, user_id=user.id, name=name
            )
            session.add(device)
        device.token_hash = token_digest(token)
        device.issued_at = clock.now()
        device.revoked_at = None
        note_event(session, user, "device_registered", "device", device.public_id)
    return device, token
