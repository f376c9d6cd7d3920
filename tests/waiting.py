"""Waiting for what another thread, process or browser brings about: asked again and again, given up with words."""

from __future__ import annotations

import time
from collections.abc import Callable

WITHIN = 120.0
PAUSE = 0.02


def wait_until(
    holds: Callable[[], object],
    *,
    within: float = WITHIN,
    saying: Callable[[], object] = lambda: "it did not come about",
    pause: Callable[[], object] = lambda: time.sleep(PAUSE),
) -> None:
    """Return once it holds; fail after `within` seconds with what `saying` tells. A page has a pause of its own."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, saying()
        pause()
