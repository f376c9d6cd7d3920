"""Look at photos beside the requests: make their pictures, and find those that were used before."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp import clock
from webapp.darkroom import NotDeveloped, is_same_photo
from webapp.database import release_connection
from webapp.domain.evidence.likeness import bands
from webapp.models import Photo, PhotoLikeness, PhotoPrint
from webapp.operations.transaction import transaction
from webapp.pictures import make_pictures, small_picture
from webapp.queries.installation import community_ids
from webapp.queries.photos import similar_photos, waiting_photos
from webapp.queries.uploads import photo_here

AT_ONCE = 200  # photos of one community in one run
COMPARED = 8


def examine_photos(most: int = AT_ONCE) -> int:
    """Look at the photos that wait, of every community; how many there were."""
    waiting = [(each, sha256) for each in community_ids() for sha256 in waiting_photos(each, most)]
    for community_id, sha256 in waiting:
        examine_photo(community_id, sha256)
    return len(waiting)


def examine_photo(community_id: int, sha256: str) -> None:
    """Make the photo's pictures and note which photos are the same; of one that can't be shown, note why.

    Its bytes stay in either case: they were promised to be kept. One that another worker has looked at is left.
    """
    if _waiting(community_id, sha256) is None:
        return
    release_connection()
    try:
        developed = make_pictures(community_id, sha256)
    except NotDeveloped as refused:
        with transaction(community_id):
            _note(community_id, sha256, refused.reason)
        return
    prints = set(developed.prints)
    similar = similar_photos(community_id, sha256, prints, COMPARED) if prints else []
    release_connection()
    pictures = ((other, small_picture(community_id, other)) for other in similar)
    same = [other for other, small in pictures if small and is_same_photo(small, developed.small)]
    with transaction(community_id) as session:
        if _note(community_id, sha256, None):
            _remember(session, community_id, sha256, prints, same)


def _note(community_id: int, sha256: str, refusal: str | None) -> bool:
    """False when another process was faster."""
    photo = _waiting(community_id, sha256)
    if photo is None:
        return False
    photo.examined_at, photo.refusal = clock.now(), refusal
    return True


def _waiting(community_id: int, sha256: str) -> Photo | None:
    """The photo, unless somebody has looked at it."""
    photo = photo_here(community_id, sha256)
    return photo if photo is not None and photo.examined_at is None else None


def _remember(session: Session, community_id: int, sha256: str, prints: set[str], same: list[str]) -> None:
    for whole in sorted(prints):
        session.add_all(
            PhotoPrint(community_id=community_id, sha256=sha256, band=each, whole=whole) for each in bands(whole)
        )
    session.add_all(PhotoLikeness(community_id=community_id, sha256=sha256, other=other) for other in same)
