"""What an installation holds, as numbers over all its communities: for those who run it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from webapp import clock
from webapp.domain.months.cycle import State
from webapp.extensions import db
from webapp.models import Community, Month, Photo, ReceivedEntry, Upload
from webapp.queries.quarantine import IS_WAITING

FARTHEST_AHEAD = dt.timedelta(hours=14)  # of all time zones


def community_ids() -> list[int]:
    return list(db.session.scalars(select(Community.id).order_by(Community.id)))


def communities_to_close() -> list[int]:
    """Those with an open month that is over by the clock that is farthest ahead; each looks at its own."""
    running = f"{clock.now() + FARTHEST_AHEAD:%Y-%m}"
    found = select(Month.community_id).where(Month.state == State.OPEN, Month.name < running)
    return list(db.session.scalars(found.distinct().order_by(Month.community_id)))


def open_uploads() -> tuple[int, int]:
    """How many photos are on their way, and how many of their bytes are here."""
    query = select(func.count(), func.coalesce(func.sum(Upload.offset), 0)).where(Upload.received.is_(False))
    count, size = db.session.execute(query).one()
    return count, int(size)


def photos_kept() -> tuple[int, int]:
    """How many photos are here, and their bytes."""
    query = select(func.count(), func.coalesce(func.sum(Photo.size), 0)).where(Photo.dropped_at.is_(None))
    count, size = db.session.execute(query).one()
    return count, int(size)


def entries_put_aside() -> int:
    """Texts that wait for staff: conflicts and rejections of all communities that nobody has settled."""
    return db.session.scalar(select(func.count(ReceivedEntry.id)).where(IS_WAITING)) or 0
