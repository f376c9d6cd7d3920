"""Photos and unfinished uploads in an S3 bucket, which several servers share.

Part of an upload is an object named by its first byte and its length. Two servers may keep parts that overlap, when a
phone sent the same bytes again; how many bytes count, the offset in the database says, and any part that covers them
will do: the whole is hashed at the end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from webapp.config import Bucket
from webapp.storage import StoreAway

PATIENCE = dt.timedelta(seconds=20)
RETRIES = 4


def open_bucket(bucket: Bucket) -> S3Store:
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        config={
            "endpoint": bucket.endpoint,
            "region": bucket.region,
            "access_key_id": bucket.key_id,
            "secret_access_key": bucket.secret,
            "virtual_hosted_style_request": bucket.is_virtual_hosted,
        },
        client_options={
            "allow_http": bucket.endpoint.startswith("http://"),
            "connect_timeout": "5s",
            "timeout": "30s",
        },
        retry_config={"max_retries": RETRIES, "retry_timeout": PATIENCE},
    )


class _Objects:
    """The few calls that are needed, with one error for "it does not answer"."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    def put(self, key: str, data: bytes) -> None:
        """Returns after S3 said that it has it; beyond 5 MB in several parts."""
        try:
            obstore.put(self._store, key, data)
        except (BaseError, OSError) as error:
            raise StoreAway from error

    def get(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            raise StoreAway from error

    def has(self, key: str) -> bool:
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as error:
            raise StoreAway from error
        return True

    def names(self, prefix: str) -> list[tuple[str, dt.datetime]]:
        """What lies below `prefix/`, without it, and when it was written."""
        try:
            found = [meta for page in obstore.list(self._store, prefix) for meta in page]
        except (BaseError, OSError) as error:
            raise StoreAway from error
        return [(meta["path"].removeprefix(f"{prefix}/"), meta["last_modified"]) for meta in found]

    def drop(self, keys: list[str]) -> None:
        try:
            for key in keys:
                with suppress(FileNotFoundError):  # another server was faster
                    obstore.delete(self._store, key)
        except (BaseError, OSError) as error:
            raise StoreAway from error


class BucketPhotos:
    """An object for each photo: photos/community/hash."""

    def __init__(self, store: S3Store) -> None:
        self._objects = _Objects(store)

    def keep(self, community_id: int, sha256: str, data: bytes) -> None:
        self._objects.put(_photo_key(community_id, sha256), data)

    def read(self, community_id: int, sha256: str) -> bytes:
        return self._objects.get(_photo_key(community_id, sha256))

    def has(self, community_id: int, sha256: str) -> bool:
        return self._objects.has(_photo_key(community_id, sha256))

    def drop(self, community_id: int, sha256: str) -> None:
        self._objects.drop([_photo_key(community_id, sha256)])

    def works(self) -> bool:
        """Asks for something that is not there: an answer is all that matters."""
        try:
            self._objects.has("photos/0/none")
        except StoreAway:
            return False
        return True


@dataclass(frozen=True, slots=True)
class HeldBeginning:
    """In memory until it is known what becomes of it: a photo in one request is written once."""

    objects: _Objects
    community_id: int
    identity: str
    data: bytes

    @property
    def length(self) -> int:
        return len(self.data)

    def read(self) -> bytes:
        return self.data

    def become_photo(self, sha256: str) -> None:
        self.objects.put(_photo_key(self.community_id, sha256), self.data)

    def stay(self) -> None:
        if self.data:
            self.objects.put(_part_key(self.community_id, self.identity, 0, len(self.data)), self.data)

    def drop(self) -> None:
        """It was never written."""


class BucketUploads:
    """An object for each request that brought bytes: uploads/community/upload/start-length."""

    def __init__(self, store: S3Store) -> None:
        self._objects = _Objects(store)

    def begin(self, community_id: int, identity: str, pieces: Iterator[bytes]) -> HeldBeginning:
        return HeldBeginning(self._objects, community_id, identity, b"".join(pieces))

    def append(self, community_id: int, identity: str, start: int, pieces: Iterator[bytes]) -> int:
        data = b"".join(pieces)
        if data:
            self._objects.put(_part_key(community_id, identity, start, len(data)), data)
        return len(data)

    def read(self, community_id: int, identity: str, length: int) -> bytes:
        folder = _upload_key(community_id, identity)
        parts = [_Part.of(name) for name, _ in self._objects.names(folder)]
        whole = bytearray()
        while len(whole) < length:
            part = _covering(parts, len(whole))
            whole += self._objects.get(f"{folder}/{part.name}")[len(whole) - part.start :]
        return bytes(whole[:length])

    def drop(self, community_id: int, identity: str) -> None:
        folder = _upload_key(community_id, identity)
        self._objects.drop([f"{folder}/{name}" for name, _ in self._objects.names(folder)])

    def rested(self, community_id: int, seconds: int) -> list[str]:
        last: dict[str, dt.datetime] = {}
        for name, written in self._objects.names(f"uploads/{community_id}"):
            identity = name.partition("/")[0]
            last[identity] = max(written, last.get(identity, written))
        limit = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=seconds)
        return [identity for identity, written in last.items() if written < limit]


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    start: int
    end: int

    @classmethod
    def of(cls, name: str) -> _Part:
        start, length = map(int, name.split("-"))
        return cls(name, start, start + length)


def _covering(parts: list[_Part], position: int) -> _Part:
    """The part that holds the byte at `position` and most of what follows it."""
    found = [part for part in parts if part.start <= position < part.end]
    if not found:
        raise FileNotFoundError(f"byte {position}")
    return max(found, key=lambda part: part.end)


def _photo_key(community_id: int, sha256: str) -> str:
    return f"photos/{community_id}/{sha256}"


def _upload_key(community_id: int, identity: str) -> str:
    return f"uploads/{community_id}/{identity}"


def _part_key(community_id: int, identity: str, start: int, length: int) -> str:
    return f"{_upload_key(community_id, identity)}/{start:08}-{length}"
