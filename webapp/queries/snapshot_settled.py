"""The snapshot's settlements: what staff did with this person's entries that had been put aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import ReceivedEntry, Settlement, User
from webapp.queries.snapshot_checks import OWN_CHECKS_DAYS


def settled_rows(user: User, today: dt.date, only: Collection[str] | None = None) -> list[dict]:
    """Oldest first, as long as checks are told; of the entries with the keys `only`, where it is given."""
    found = (
        select(Settlement.verdict, Settlement.reason, ReceivedEntry.entry_id, ReceivedEntry.digest)
        .join(ReceivedEntry, ReceivedEntry.id == Settlement.entry_id)
        .where(
            Settlement.community_id == user.community_id,
            ReceivedEntry.community_id == user.community_id,
            ReceivedEntry.user_id == user.id,
            Settlement.settled_at >= _since(today),
        )
        .order_by(Settlement.id)
    )
    if only is not None:
        found = found.where(ReceivedEntry.id.in_([int(key) for key in only]))
    return [
        {"id": identity or None, "digest": digest, "verdict": verdict, "text": reason}
        for verdict, reason, identity, digest in db.session.execute(found)
    ]


def _since(today: dt.date) -> dt.datetime:
    """As long as checks are told, by days, so that within a day the answer is the same."""
    return dt.datetime.combine(today - dt.timedelta(days=OWN_CHECKS_DAYS), dt.time(), dt.UTC)
