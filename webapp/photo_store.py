"""Where photos lie, and uploads that are not whole yet: in the data folder, or in an S3 bucket that servers share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Protocol

from flask import Flask, current_app

from webapp.config import Settings
from webapp.folder_store import FolderPhotos, FolderUploads


class Photos(Protocol):
    """Photos that were received, by community and hash."""

    def keep(self, community_id: int, sha256: str, data: bytes) -> None:
        """Durable when it returns; the same again changes nothing."""

    def read(self, community_id: int, sha256: str) -> bytes:
        """Raises FileNotFoundError."""

    def has(self, community_id: int, sha256: str) -> bool: ...

    def drop(self, community_id: int, sha256: str) -> None:
        """For ever; of one that is not there nothing."""

    def works(self) -> bool:
        """Whether a photo could be kept now."""


class Beginning(Protocol):
    """The first bytes of an upload that nobody else knows yet: they become the photo, stay for more, or go."""

    @property
    def length(self) -> int: ...

    def read(self) -> bytes: ...

    def become_photo(self, sha256: str) -> None:
        """Durable when it returns."""

    def stay(self) -> None: ...

    def drop(self) -> None: ...


class Uploads(Protocol):
    """Bytes of uploads that are not whole yet. How many of them count, the database says."""

    def begin(self, community_id: int, identity: str, pieces: Iterator[bytes]) -> Beginning: ...

    def append(self, community_id: int, identity: str, start: int, pieces: Iterator[bytes]) -> int:
        """How many bytes were kept from `start` on. Raises FileNotFoundError when it knows of no such upload."""

    def read(self, community_id: int, identity: str, length: int) -> bytes:
        """All of it. Raises FileNotFoundError when bytes are missing."""

    def drop(self, community_id: int, identity: str) -> None: ...

    def rested(self, community_id: int, seconds: int) -> list[str]:
        """The uploads that no byte has reached for so long."""


class Stores:
    """Opened when first used, in the process that uses them: a bucket's connections do not survive a fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def photos(self) -> Photos:
        if self._settings.bucket is None:
            return FolderPhotos(self._settings.photos)
        from webapp.bucket_store import BucketPhotos, open_bucket  # noqa: PLC0415 # installed for a town only

        return BucketPhotos(open_bucket(self._settings.bucket))

    @cached_property
    def uploads(self) -> Uploads:
        if self._settings.bucket is None:
            return FolderUploads(self._settings.uploads, FolderPhotos(self._settings.photos))
        from webapp.bucket_store import BucketUploads, open_bucket  # noqa: PLC0415

        return BucketUploads(open_bucket(self._settings.bucket))


def init_app(app: Flask) -> None:
    app.extensions["stores"] = Stores(app.config["SANBAO"])


def photos() -> Photos:
    return current_app.extensions["stores"].photos


def uploads() -> Uploads:
    return current_app.extensions["stores"].uploads
