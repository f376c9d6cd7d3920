"""The first use of a phone's next token makes it the current one and ends the old one."""

from __future__ import annotations

from sqlalchemy import update

from webapp.models import Device
from webapp.operations.transaction import transaction


def turn_token(device: Device, digest: str) -> None:
    """`digest` is the hash of the token that was used; of several uses at once only the first changes something."""
    if device.next_token_hash != digest:
        return
    with transaction(device.community_id) as session:
        session.execute(
            update(Device)
            .where(Device.community_id == device.community_id, Device.id == device.id)
            .where(Device.next_token_hash == digest)
            .values(previous_token_hash=Device.token_hash, token_hash=digest, next_token_hash=None)
            .execution_options(synchronize_session=False)
        )
        session.expire(device)
