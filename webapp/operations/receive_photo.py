"""Photos by tus: make an upload, append to it, and keep the photo when its last byte is here and its hash is right."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session

from sync import tus
from sync.picture import SNIFFED_BYTES, picture_type
from sync.reasons import REASONS, Reason
from webapp import clock
from webapp.models import Device, Photo, Upload
from webapp.operations.note_change import note_change
from webapp.operations.transaction import transaction
from webapp.pictures import NotAPicture, inspect_picture
from webapp.queries.uploads import checks_made_complete, photo_here, upload_of
from webapp.storage import keep_bytes, photo_path


class PhotoRefused(Exception):
    """The upload gave no photo, most often since its bytes are not the one announced; it is dropped."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.name)
        self.reason = reason


def create_upload(device: Device, create: tus.Create) -> Upload:
    """A new upload at offset 0."""
    with transaction() as session:
        upload = Upload(
            community_id=device.community_id,
            uuid=str(uuid.uuid4()),
            device_id=device.id,
            sha256=create.sha256,
            length=create.length,
            offset=0,
            media_type=create.type,
            made_at=clock.now(),
        )
        session.add(upload)
    path = upload_path(upload)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return upload


def append_to_upload(upload: Upload, start: int, pieces: Iterator[bytes]) -> int | None:
    """Store the pieces from byte `start` on; the new offset, or None when another request was faster.

    Two requests that write the same place write the same bytes; were they not the same, the hash would tell.
    """
    try:
        length = _write(upload_path(upload), start, pieces)
    except FileNotFoundError:
        _forget(upload)
        return None
    with transaction() as session:
        moved = session.execute(
            update(Upload)
            .where(Upload.community_id == upload.community_id, Upload.id == upload.id, Upload.offset == start)
            .values(offset=start + length)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(moved, CursorResult)
        return start + length if moved.rowcount == 1 else None


def finish_upload(device: Device, upload: Upload) -> None:
    """Keep the photo on disk and in the database, and complete the checks that waited for it.

    Raises PhotoRefused when the bytes do not match the hash, are no picture, or were taken by another request.
    """
    path = upload_path(upload)
    community_id, sha256, size = upload.community_id, upload.sha256, upload.length
    # What is hashed is what is kept: another request that still writes the upload's file changes neither.
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise PhotoRefused(REASONS["upload_unknown"]) from error
    refusal = _refusal(data, sha256)
    if refusal is None:
        keep_bytes(data, photo_path(current_app.config["SANBAO"].photos, community_id, sha256))
    with transaction() as session:
        found = upload_of(device, upload.uuid)
        if found is not None:
            session.delete(found)
        if refusal is None:
            keep_photo(session, community_id, sha256, size, upload.media_type)
    path.unlink(missing_ok=True)
    if refusal is not None:
        raise PhotoRefused(refusal)


def take_photo(community_id: int, sha256: str, media_type: str, data: bytes) -> None:
    """Keep a photo that came whole, by another way than an upload; the same is asked of it.

    Raises PhotoRefused when the bytes do not match the hash or are no picture.
    """
    refusal = _refusal(data, sha256)
    if refusal is not None:
        raise PhotoRefused(refusal)
    keep_bytes(data, photo_path(current_app.config["SANBAO"].photos, community_id, sha256))
    with transaction() as session:
        keep_photo(session, community_id, sha256, len(data), media_type)


def keep_photo(session: Session, community_id: int, sha256: str, size: int, media_type: str) -> None:
    """Note that the photo is on disk, and complete the checks that waited for it."""
    if photo_here(community_id, sha256) is None:
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


def _forget(upload: Upload) -> None:
    """Its bytes are gone, finished by another request or lost: the phone begins anew, or finds the photo here."""
    with transaction() as session:
        session.execute(delete(Upload).where(Upload.community_id == upload.community_id, Upload.id == upload.id))


def upload_path(upload: Upload) -> Path:
    return current_app.config["SANBAO"].uploads / str(upload.community_id) / upload.uuid


def _write(path: Path, start: int, pieces: Iterator[bytes]) -> int:
    length = 0
    with path.open("r+b") as file:
        file.seek(start)
        for piece in pieces:
            file.write(piece)
            length += len(piece)
    return length


def _refusal(data: bytes, sha256: str) -> Reason | None:
    if hashlib.sha256(data).hexdigest() != sha256:
        return REASONS["photo_hash_differs"]
    return None if picture_type(data[:SNIFFED_BYTES]) and _readable(data) else REASONS["photo_not_an_image"]


def _readable(data: bytes) -> bool:
    try:
        inspect_picture(io.BytesIO(data))
    except NotAPicture:
        return False
    return True
