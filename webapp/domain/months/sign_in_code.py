"""The codes that sign in at an activity: on a screen one that changes every few minutes, on paper one for all day.

What they are of names community, activity and day, so that no code is good for another.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re

SLOT = dt.timedelta(minutes=5)
GRACE = 1  # slots: who scanned the last moment of one still has to open the card
LENGTH = 20
ON_SCREEN = re.compile(r"([0-9a-f]{1,12})-([0-9a-f]{20})", re.ASCII)


def slot_at(now: dt.datetime) -> int:
    return int(now.timestamp() // SLOT.total_seconds())


def end_of_slot(now: dt.datetime) -> dt.datetime:
    """When the screen shows another code."""
    return dt.datetime.fromtimestamp((slot_at(now) + 1) * SLOT.total_seconds(), dt.UTC)


def screen_code(key: bytes, of: str, now: dt.datetime) -> str:
    return _of_slot(key, of, slot_at(now))


def paper_code(key: bytes, of: str) -> str:
    return _digest(key, of)


def wrong_with(key: bytes, of: str, code: str, now: dt.datetime, *, on_paper: bool) -> str | None:
    """Why the code is not good now: not of this activity and day, too old, or of paper that is not in use."""
    if _is(code, paper_code(key, of)):
        return None if on_paper else "paper_stopped"
    found = ON_SCREEN.fullmatch(code)
    slot = int(found[1], 16) if found else 0
    if not _is(code, _of_slot(key, of, slot)):
        return "bad_code"
    # two servers' clocks are never quite the same, so the next slot is as good as the last
    return None if abs(slot_at(now) - slot) <= GRACE else "too_old"


def _of_slot(key: bytes, of: str, slot: int) -> str:
    return f"{slot:x}-{_digest(key, f'{of}:{slot}')}"


def _digest(key: bytes, of: str) -> str:
    return hmac.new(key, of.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def _is(code: str, wanted: str) -> bool:
    return hmac.compare_digest(code.encode(), wanted.encode())
