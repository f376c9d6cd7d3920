"""Drop the uploads that no byte has reached for days, and files that no upload knows: they never held a promise."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select

from webapp import clock
from webapp.models import Community, Upload
from webapp.operations.receive_upload import upload_path
from webapp.operations.transaction import transaction
from webapp.queries.uploads import LIFE, uploads_of_community

SECONDS_UNKNOWN = 86_400  # a request that still brings the first bytes has a file, and no upload yet


def sweep_uploads() -> int:
    """How many uploads were dropped; those that were received are only forgotten, their photos stay."""
    with transaction() as session:
        communities = list(session.scalars(select(Community.id)))
    return sum(_sweep(community_id) for community_id in communities)


def _sweep(community_id: int) -> int:
    last: dt.datetime = clock.now() - LIFE
    with transaction() as session:
        expired = session.scalars(
            delete(Upload)
            .where(Upload.community_id == community_id, Upload.touched_at <= last)
            .returning(Upload.uuid)
            .execution_options(synchronize_session=False)
        ).all()
    for identity in expired:
        upload_path(community_id, identity).unlink(missing_ok=True)
    _drop_unknown(community_id)
    return len(expired)


def _drop_unknown(community_id: int) -> None:
    folder = current_app.config["SANBAO"].uploads / str(community_id)
    files = [path for path in folder.glob("*-*") if _age(path) > SECONDS_UNKNOWN]
    known = uploads_of_community(community_id, [path.name for path in files])
    for path in files:
        if path.name not in known:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Seconds since it was last written; 0 for one that is just being taken away."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0
