"""Keep pictures of the sheets that a walk on paper was typed in from: evidence beside its checks."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from webapp import clock
from webapp.models import User, WalkSheet
from webapp.operations.note_change import note_event
from webapp.operations.receive_photo import take_photo
from webapp.operations.transaction import transaction
from webapp.queries.paper_walks import sheets_of
from webapp.queries.walks import walk_by_uuid


def add_sheets(actor: User, walk: str, pictures: Sequence[bytes]) -> int:
    """How many are new; the same picture again adds nothing. Raises PhotoRefused, having kept nothing of this one."""
    community_id, added = actor.community_id, 0
    for data in pictures:
        digest = sha256(data).hexdigest()
        take_photo(community_id, digest, data)
        with transaction(community_id) as session:
            found = walk_by_uuid(community_id, walk)
            if found is None or digest in {sheet.sha256 for sheet in sheets_of(found)}:
                continue
            session.add(
                WalkSheet(
                    community_id=community_id,
                    walk_id=found.id,
                    sha256=digest,
                    added_by=actor.id,
                    added_at=clock.now(),
                )
            )
            note_event(session, actor, "sheet_added", "walk", walk, sha256=digest)
            added += 1
    return added
