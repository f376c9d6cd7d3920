"""Drop the uploads that no byte has reached for days, and files that no upload knows: they never held a promise."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete

from webapp import clock
from webapp.models import Upload
from webapp.operations.transaction import transaction
from webapp.photo_store import uploads
from webapp.queries.installation import community_ids
from webapp.queries.uploads import LIFE, uploads_of_community

SECONDS_UNKNOWN = 86_400  # a request that still brings the first bytes has a file, and no upload yet


def sweep_uploads() -> int:
    """How many uploads were dropped; those that were received are only forgotten, their photos stay."""
    return sum(_sweep(community_id) for community_id in community_ids())


def _sweep(community_id: int) -> int:
    last: dt.datetime = clock.now() - LIFE
    with transaction(community_id) as session:
        expired = session.scalars(
            delete(Upload)
            .where(Upload.community_id == community_id, Upload.touched_at <= last)
            .returning(Upload.uuid)
            .execution_options(synchronize_session=False)
        ).all()
    for identity in expired:
        uploads().drop(community_id, identity)
    _drop_unknown(community_id)
    return len(expired)


def _drop_unknown(community_id: int) -> None:
    rested = uploads().rested(community_id, SECONDS_UNKNOWN)
    for identity in set(rested) - set(uploads_of_community(community_id, rested)):
        uploads().drop(community_id, identity)
