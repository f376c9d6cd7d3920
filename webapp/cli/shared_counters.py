"""The folder in memory where the processes of one `sanbao serve` keep their counters."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Counters are mapped files: on a full disk a write to one would end its process, so they lie in memory where they can.
IN_MEMORY = Path("/dev/shm")
NAME = "sanbao-counters-"
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def shared_counters() -> Iterator[None]:
    """To be entered before the app is made: the library looks for the folder's name when it is imported."""
    root = IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    _sweep(root)
    folder = tempfile.mkdtemp(prefix=f"{NAME}{os.getpid()}-", dir=root)
    os.environ[SHARED_FOLDER] = folder
    try:
        yield
    finally:
        os.environ.pop(SHARED_FOLDER, None)
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(root: Path) -> None:
    """Delete what a server of ours that was killed has left there."""
    for folder in root.glob(f"{NAME}*"):
        with suppress(OSError, ValueError):
            if folder.lstat().st_uid == _user() and not _lives(int(folder.name.split("-")[2])):
                shutil.rmtree(folder, ignore_errors=True)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return True  # there a signal of 0 would end it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
