"""Photos by tus: begin an upload, append to it, and keep the photo when its last byte is here and its hash is right."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session

from sync import tus
from sync.limits import OPEN_UPLOADS
from sync.reasons import REASONS
from webapp import clock
from webapp.database import release_connection
from webapp.models import Upload
from webapp.operations.receive_photo import PhotoRefused, keep_photo, refusal_of
from webapp.operations.take_together import take_together
from webapp.operations.transaction import transaction
from webapp.photo_store import Beginning, photos, uploads
from webapp.queries.uploads import Owner, open_uploads, state_of, upload_of


@dataclass(frozen=True, slots=True)
class Begun:
    """An upload whose first bytes are here, up to `offset`."""

    owner: Owner
    identity: str
    create: tus.Create
    offset: int

    @property
    def is_whole(self) -> bool:
        return self.offset == self.create.length


@dataclass(frozen=True, slots=True)
class Finished:
    """An upload whose photo is kept."""

    owner: Owner
    identity: str
    sha256: str
    size: int
    media_type: str


def begin_upload(owner: Owner, create: tus.Create, pieces: Iterator[bytes]) -> tuple[str, tus.Upload]:
    """The upload's id and state after its first bytes; when they are all of them, the photo is kept at once.

    Until the bytes have come there is only a file: a photo in one request costs one transaction, and a stalled
    one no connection. Raises PhotoRefused when the bytes are all here and are not the photo.
    """
    identity = str(uuid.uuid4())
    release_connection()
    beginning = uploads().begin(owner.community_id, identity, pieces)
    offset = beginning.length
    try:
        if offset == create.length:
            _keep_whole(create, beginning)
        else:
            beginning.stay()
    except BaseException:
        beginning.drop()
        raise
    state, dropped = take_together(_note_begun, owner.community_id, Begun(owner, identity, create, offset))
    for other in dropped:
        uploads().drop(owner.community_id, other)
    return identity, state


def append_to_upload(owner: Owner, identity: str, start: int, pieces: Iterator[bytes]) -> tus.Upload | None:
    """Store the pieces from byte `start` on; the new state, or None when another request was faster.

    Two requests that write the same place write the same bytes; were they not the same, the hash would tell.
    """
    release_connection()
    try:
        length = uploads().append(owner.community_id, identity, start, pieces)
    except FileNotFoundError:
        _forget(owner, identity)
        return None
    with transaction(owner.community_id) as session:
        moved = session.execute(
            update(Upload)
            .where(
                Upload.community_id == owner.community_id,
                Upload.uuid == identity,
                Upload.offset == start,
                Upload.received.is_(False),
            )
            .values(offset=start + length, touched_at=clock.now())
            .execution_options(synchronize_session=False)
        )
        assert isinstance(moved, CursorResult)
        upload = upload_of(owner, identity) if moved.rowcount == 1 else None
        return state_of(upload) if upload else None


def finish_upload(owner: Owner, identity: str) -> None:
    """Keep the photo on disk and in the database, and complete the checks that waited for it.

    Raises PhotoRefused when the bytes do not match the hash, are no picture, or were taken by another request.
    """
    upload = upload_of(owner, identity)
    if upload is None:
        raise PhotoRefused(REASONS["upload_unknown"])
    if upload.received:
        return
    finished = Finished(owner, identity, upload.sha256, upload.length, upload.media_type)
    release_connection()
    # What is hashed is what is kept: another request that still writes the upload's file changes neither.
    try:
        data = uploads().read(owner.community_id, identity, finished.size)
    except FileNotFoundError as error:
        raise PhotoRefused(REASONS["upload_unknown"]) from error
    refusal = refusal_of(data, finished.sha256, finished.media_type)
    if refusal is not None:
        _forget(owner, identity)
        uploads().drop(owner.community_id, identity)
        raise PhotoRefused(refusal)
    photos().keep(owner.community_id, finished.sha256, data)
    take_together(_note_finished, owner.community_id, finished)
    uploads().drop(owner.community_id, identity)


def _note_begun(community_id: int, begun: Sequence[Begun]) -> list[tuple[tus.Upload, list[str]]]:
    """The state of each, and the ids of uploads that gave way to it."""
    with transaction(community_id) as session:
        return [_add(session, each) for each in begun]


def _note_finished(community_id: int, finished: Sequence[Finished]) -> list[None]:
    with transaction(community_id) as session:
        for each in finished:
            upload = upload_of(each.owner, each.identity)
            if upload is not None:
                upload.received = True
            keep_photo(session, community_id, each.sha256, each.size, each.media_type)
    return [None] * len(finished)


def _keep_whole(create: tus.Create, beginning: Beginning) -> None:
    """Nobody knows the upload's name yet, so nobody else writes it: it becomes the photo as it is."""
    refusal = refusal_of(beginning.read(), create.sha256, create.type)
    if refusal is not None:
        raise PhotoRefused(refusal)
    beginning.become_photo(create.sha256)


def _add(session: Session, begun: Begun) -> tuple[tus.Upload, list[str]]:
    owner, create, now = begun.owner, begun.create, clock.now()
    dropped: list[str] = []
    if begun.is_whole:
        keep_photo(session, owner.community_id, create.sha256, create.length, create.type)
    else:
        dropped = _make_room(session, owner)
    upload = Upload(
        community_id=owner.community_id,
        uuid=begun.identity,
        device_id=owner.device_id,
        sha256=create.sha256,
        length=create.length,
        offset=begun.offset,
        media_type=create.type,
        about=create.metadata,
        received=begun.is_whole,
        made_at=now,
        touched_at=now,
    )
    session.add(upload)
    return state_of(upload), dropped


def _make_room(session: Session, owner: Owner) -> list[str]:
    """A device may have lost the addresses of its uploads: those that rested longest give way to a new one."""
    surplus = open_uploads(owner)[OPEN_UPLOADS - 1 :]
    for upload in surplus:
        session.delete(upload)
    return [upload.uuid for upload in surplus]


def _forget(owner: Owner, identity: str) -> None:
    """Its bytes are gone, finished by another request or lost: the phone begins anew, or finds the photo here."""
    with transaction(owner.community_id) as session:
        session.execute(
            delete(Upload).where(
                Upload.community_id == owner.community_id, Upload.uuid == identity, Upload.received.is_(False)
            )
        )
