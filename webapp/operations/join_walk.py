"""The walk that an entry belongs to; the first entry makes it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from sync.clock import moment
from sync.entry import Entry
from webapp.models import Walk
from webapp.operations.intake import Intake


def join_walk(session: Session, intake: Intake, entry: Entry, day: dt.date) -> Walk:
    walk = intake.walks.get(entry.walk)
    if walk is None:
        walk = intake.walks[entry.walk] = Walk(
            community_id=intake.community.id,
            uuid=entry.walk,
            user_id=intake.sender.user.id,
            device_id=intake.sender.device.id if intake.sender.device else None,
            day=day,
            first_received_at=moment(intake.arrival),
        )
        session.add(walk)
    return walk
