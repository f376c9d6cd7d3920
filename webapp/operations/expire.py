"""Delete what is past its time: photos and what was made of them, openings of cards, words of the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.retention import months_later
from webapp.extensions import db
from webapp.models import AccessVisit, AuditWords, Community, PhotoPrint
from webapp.operations.note_change import note_own_act
from webapp.operations.transaction import transaction
from webapp.photo_store import photos
from webapp.pictures import drop_pictures
from webapp.queries.audit import PHOTO_EXPIRED, expired_photos
from webapp.queries.installation import community_ids
from webapp.queries.retention import expired_by_month, photos_named, photos_to_drop, words_past

AT_ONCE = 2000  # photos of one community in one run


def expire() -> int:
    """How many photos of all communities expired in this run."""
    return sum(expire_in(community_id) for community_id in community_ids())


def sweep_pictures() -> None:
    """Each server keeps the pictures it made in a folder of its own: where no worker runs, this clears it."""
    for community_id in community_ids():
        for sha256 in expired_photos(community_id):
            drop_pictures(community_id, sha256)


def expire_in(community_id: int) -> int:
    """The trail says it first and the bytes go after: a run that is killed between leaves bytes to the next."""
    with transaction(community_id) as session:
        community = session.get_one(Community, community_id)
        going = expired_by_month(community, community.photo_months, AT_ONCE)
        for month, hashes in going.items():
            mark_expired(session, community_id, hashes)
            note_own_act(session, community_id, PHOTO_EXPIRED, "month", month, photos=hashes)
        _forget_visits(session, community)
        _forget_words(session, community)
    drop_expired(community_id)
    return sum(map(len, going.values()))


def mark_expired(session: Session, community_id: int, hashes: Collection[str]) -> None:
    """The caller notes it in the trail; when that is on disk, drop_expired() takes the bytes."""
    for photo in photos_named(community_id, hashes):
        photo.expired_at = clock.now()
    session.execute(
        delete(PhotoPrint)
        .where(PhotoPrint.community_id == community_id, PhotoPrint.sha256.in_(hashes))
        .execution_options(synchronize_session=False)
    )


def _forget_visits(session: Session, community: Community) -> None:
    last = months_later(clock.today(community), -community.visit_months)
    session.execute(
        delete(AccessVisit)
        .where(
            AccessVisit.community_id == community.id,
            AccessVisit.at < dt.datetime.combine(last, dt.time(), dt.UTC),
        )
        .execution_options(synchronize_session=False)
    )


def _forget_words(session: Session, community: Community) -> None:
    """Of the trail's events what people wrote; the events stay, with the words' digest."""
    past = words_past(community, community.words_months)
    session.execute(
        delete(AuditWords)
        .where(AuditWords.community_id == community.id, AuditWords.id.in_(past))
        .execution_options(synchronize_session=False)
    )


def drop_expired(community_id: int) -> None:
    """Delete the bytes of all that is marked."""
    waiting = photos_to_drop(community_id)
    db.session.rollback()  # no connection is held while a bucket is asked
    for sha256 in waiting:
        photos().drop(community_id, sha256)
        drop_pictures(community_id, sha256)
    if not waiting:
        return
    with transaction(community_id):
        for photo in photos_named(community_id, waiting):
            photo.dropped_at = clock.now()
