"""Keep a photo whose bytes are here, if they are the ones announced and a picture; checks that waited are complete."""

from __future__ import annotations

import hashlib

from sqlalchemy.orm import Session

from sync.picture import SNIFFED_BYTES, PictureRefused, look_at, picture_type
from sync.reasons import REASONS, Reason
from webapp import clock
from webapp.database import release_connection
from webapp.models import Photo
from webapp.operations.note_change import note_change
from webapp.operations.transaction import transaction
from webapp.photo_store import photos
from webapp.queries.uploads import checks_made_complete, photo_here


class PhotoRefused(Exception):
    """The upload gave no photo, most often since its bytes are not the one announced; it is dropped."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.name)
        self.reason = reason


def take_photo(community_id: int, sha256: str, data: bytes) -> str:
    """Keep a photo that came whole, by another way than an upload; its media type, which its bytes say.

    Raises PhotoRefused when the bytes do not match the hash or are no picture.
    """
    refusal, media_type = refusal_of(data, sha256), picture_type(data[:SNIFFED_BYTES])
    if refusal is not None or media_type is None:
        raise PhotoRefused(refusal or REASONS["photo_not_an_image"])
    release_connection()
    photos().keep(community_id, sha256, data)
    with transaction(community_id) as session:
        keep_photo(session, community_id, sha256, len(data), media_type)
    return media_type


def keep_photo(session: Session, community_id: int, sha256: str, size: int, media_type: str) -> None:
    """Note that the photo is on disk, and complete the checks that waited for it.

    Under the community's lock, as a delivery is: of a check and its last photo at once, the later sees the other.
    """
    photo = photo_here(community_id, sha256)
    if photo is not None:
        photo.dropped_at = None  # sent again after it expired: its bytes are here again, and go with the next run
    else:
        session.add(
            Photo(
                community_id=community_id,
                sha256=sha256,
                size=size,
                media_type=media_type,
                received_at=clock.now(),
            )
        )
        session.flush()
    for check in checks_made_complete(community_id, sha256):
        check.state = "complete"
        note_change(session, community_id, "check", check.uuid)


def refusal_of(data: bytes, sha256: str, announced: str | None = None) -> Reason | None:
    """Why these bytes are not kept; `announced` is what their sender called them."""
    if hashlib.sha256(data).hexdigest() != sha256:
        return REASONS["photo_hash_differs"]
    try:
        look_at(data, announced)
    except PictureRefused as refused:
        return REASONS[refused.reason]
    return None
