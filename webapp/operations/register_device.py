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
    """The device of this person on this phone and its new token; the old one works until the new one is first used."""
    token = make_token()
    with transaction(user.community_id) as session:
        device = device_on_phone(user.community_id, user.id, phone)
        if device is None:
            device = Device(
                community_id=user.community_id, public_id=str(uuid.uuid4()), phone=phone, user_id=user.id, name=name
            )
            session.add(device)
        _issue(device, token_digest(token))
        note_event(session, user, "device_registered", "device", device.public_id)
    return device, token


def _issue(device: Device, digest: str) -> None:
    """Of a phone that was stopped, no older token comes back to life."""
    if device.token_hash is None or device.revoked_at is not None:
        device.token_hash, device.next_token_hash, device.previous_token_hash = digest, None, None
    else:
        device.next_token_hash = digest
    device.issued_at = clock.now()
    device.revoked_at = None
