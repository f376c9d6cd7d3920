"""Sheets that were just printed: many look at a month on the day it is published."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from webapp.paper.press import LONGEST_WAIT, Busy

MOST = 12  # a quarter of a megabyte each


class Shelf:
    """Of one process; what was made first goes first. One sheet is made at a time."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._kept, self._making = most, OrderedDict[str, bytes](), Lock()

    def take(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What lies under `key`, else what `make` returns. Raises Busy."""
        found = self._kept.get(key)
        if found is not None:
            return found
        if not self._making.acquire(timeout=LONGEST_WAIT):
            raise Busy
        try:
            if key not in self._kept:
                self._kept[key] = make()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            return self._kept[key]
        finally:
            self._making.release()
