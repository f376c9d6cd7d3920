"""Photos and unfinished uploads in folders of one machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from webapp.storage import keep_bytes, keep_file, photo_path


class FolderPhotos:
    """A file for each photo; it and its folder are synced before keep() returns."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, community_id: int, sha256: str) -> Path:
        return photo_path(self.root, community_id, sha256)

    def keep(self, community_id: int, sha256: str, data: bytes) -> None:
        keep_bytes(data, self.path(community_id, sha256))

    def read(self, community_id: int, sha256: str) -> bytes:
        return self.path(community_id, sha256).read_bytes()

    def has(self, community_id: int, sha256: str) -> bool:
        return self.path(community_id, sha256).is_file()

    def drop(self, community_id: int, sha256: str) -> None:
        self.path(community_id, sha256).unlink(missing_ok=True)

    def works(self) -> bool:
        return self.root.is_dir() and os.access(self.root, os.W_OK)


@dataclass(frozen=True, slots=True)
class FileBeginning:
    path: Path
    length: int
    community_id: int
    photos: FolderPhotos

    def read(self) -> bytes:
        return self.path.read_bytes()

    def become_photo(self, sha256: str) -> None:
        keep_file(self.path, self.photos.path(self.community_id, sha256))

    def stay(self) -> None:
        """It lies where append() goes on."""

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)


class FolderUploads:
    """A growing file for each upload."""

    def __init__(self, root: Path, kept: FolderPhotos) -> None:
        self.root, self._photos = root, kept

    def path(self, community_id: int, identity: str) -> Path:
        return self.root / str(community_id) / identity

    def begin(self, community_id: int, identity: str, pieces: Iterator[bytes]) -> FileBeginning:
        path = self.path(community_id, identity)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        try:
            return FileBeginning(path, _write(path, 0, pieces), community_id, self._photos)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def append(self, community_id: int, identity: str, start: int, pieces: Iterator[bytes]) -> int:
        return _write(self.path(community_id, identity), start, pieces)

    def read(self, community_id: int, identity: str, length: int) -> bytes:
        return self.path(community_id, identity).read_bytes()[:length]

    def drop(self, community_id: int, identity: str) -> None:
        self.path(community_id, identity).unlink(missing_ok=True)

    def rested(self, community_id: int, seconds: int) -> list[str]:
        return [path.name for path in (self.root / str(community_id)).glob("*-*") if _age(path) > seconds]


def _write(path: Path, start: int, pieces: Iterator[bytes]) -> int:
    length = 0
    with path.open("r+b") as file:
        file.seek(start)
        for piece in pieces:
            file.write(piece)
            length += len(piece)
    return length


def _age(path: Path) -> float:
    """Seconds since it was last written; 0 for one that is just being taken away."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0
