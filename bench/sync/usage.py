"""What processes take by the operating system's own books: CPU seconds, and memory, shared pages once."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection
from pathlib import Path

from bench.memory import descendants

TICKS = os.sysconf("SC_CLK_TCK")
LOOKED_EVERY = 1.0


def trees(roots: Collection[int]) -> list[int]:
    """Processes with all that they started."""
    return [each for root in roots for each in (root, *descendants(root))]


def cpu_seconds(processes: Collection[int]) -> float:
    """User and system time of these processes, and of their children that have ended."""
    return sum(_ticks(process) for process in processes) / TICKS


def _ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(map(int, fields[11:15]))


def memory(processes: Collection[int]) -> int:
    """Bytes of all of them together; a page that several share is counted once."""
    return sum(map(_share, processes))


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


class Usage:
    """What the trees of some processes, and this process, took while it was open."""

    def __init__(self, roots: Collection[int]) -> None:
        self.roots, self.peak, self._open = roots, 0, True
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Usage:
        self._thread.start()
        self._before, self._own = cpu_seconds(trees(self.roots)), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.server = cpu_seconds(trees(self.roots)) - self._before
        self.client = time.process_time() - self._own
        self._open = False
        self._thread.join()

    def _look(self) -> None:
        while self._open:
            self.peak = max(self.peak, memory(trees(self.roots)))
            time.sleep(LOOKED_EVERY)
