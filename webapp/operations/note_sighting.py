"""Note that a device was here; at most once an hour, since every note is a write."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.models import Device
from webapp.operations.transaction import transaction

NOTED_EVERY = dt.timedelta(hours=1)


def note_sighting(device: Device) -> None:
    if device.last_seen_at is not None and clock.now() - device.last_seen_at < NOTED_EVERY:
        return
    with transaction(device.community_id):
        device.last_seen_at = clock.now()
