"""Files that are there whole and on disk, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class StoreAway(Exception):
    """The store of photos does not answer, or refuses: what was to be kept is not kept."""


def photo_path(root: Path, community_id: int, sha256: str) -> Path:
    """Where the photo of this community with this hash lies."""
    return root / str(community_id) / sha256[:2] / sha256


def keep_bytes(data: bytes, target: Path) -> None:
    """Write `data` to its place by way of a temporary file; durable when it returns."""
    _make_folder(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, target)
    sync_folder(target.parent)


def keep_file(source: Path, target: Path) -> None:
    """Move a file of the same disk, which nobody writes any more, to its place; durable when it returns."""
    _make_folder(target.parent)
    with source.open("r+b") as file:
        os.fsync(file.fileno())
    os.replace(source, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable; Windows can't, and needs not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
