"""A disk of a few megabytes that can be filled to its last byte: as root a real one in memory."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTES = 24


class Tight:
    """`fill()` leaves no room, `clear()` gives it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, _serving: list[int]) -> None:
        with self._filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        file.write(b"\1" * size)
                except OSError:
                    continue

    def clear(self, _serving: list[int]) -> None:
        self._filler.unlink()


class Limited(Tight):
    """Without a disk of one's own: the system refuses the server every byte beyond the first of any file."""

    def fill(self, serving: list[int]) -> None:
        for process in serving:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

    def clear(self, serving: list[int]) -> None:
        for process in serving:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextmanager
def tight_disk(folder: Path) -> Iterator[Tight]:
    folder.mkdir()
    if os.geteuid() != 0:
        yield Limited(folder)
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "sanbao-tight", folder], check=True)
    try:
        yield Tight(folder)
    finally:
        subprocess.run(["umount", folder], check=True)
