"""Phones as staff list them: whose, when they were last heard of, and what they still owe."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.extensions import db
from webapp.models import Check, Device, ReceivedEntry, Walk
from webapp.queries.roster import devices_of


@dataclass(frozen=True, slots=True)
class Phone:
    """`delivered_at` is when it last sent something; `owing` counts the checks whose photos it has not sent yet."""

    device: Device
    delivered_at: dt.datetime | None
    owing: int
    owing_since: dt.datetime | None


def phones_of(community_id: int) -> list[Phone]:
    """All phones, those in use first."""
    delivered, owing = _delivered(community_id), _owing(community_id)
    return [
        Phone(device, delivered.get(device.id), *owing.get(device.id, (0, None))) for device in devices_of(community_id)
    ]


def _delivered(community_id: int) -> dict[int, dt.datetime]:
    found = (
        select(ReceivedEntry.device_id, func.max(ReceivedEntry.received_at))
        .where(ReceivedEntry.community_id == community_id, ReceivedEntry.device_id.is_not(None))
        .group_by(ReceivedEntry.device_id)
    )
    return {key: at for key, at in db.session.execute(found) if key is not None}


def _owing(community_id: int) -> dict[int, tuple[int, dt.datetime | None]]:
    found = (
        select(Walk.device_id, func.count(Check.id), func.min(Check.received_at))
        .join(Check, (Check.walk_id == Walk.id) & (Check.community_id == Walk.community_id))
        .where(Walk.community_id == community_id, Check.state == "received", Walk.device_id.is_not(None))
        .group_by(Walk.device_id)
    )
    return {key: (count, since) for key, count, since in db.session.execute(found) if key is not None}
