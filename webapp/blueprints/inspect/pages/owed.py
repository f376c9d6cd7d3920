"""What a phone still owes the server of a check or a deed; twin of `static/js/phone/owed.js`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# The server lacks the text, or some of its photos.
UNSENT_STATES = ("phone", "received")
# The community is on it.
STUCK_STATES = ("conflict", "rejected")


def lacks_photos(frozen: Mapping[str, Any]) -> bool:
    """Whether a photo of it has no receipt; a deed has no photos."""
    return any(not photo["received"] for photo in frozen.get("photos", ()))


def is_owed(frozen: Mapping[str, Any]) -> bool:
    """Whether the phone holds of it what the server has no receipt for, or will not count; staff's word settles it."""
    if frozen["state"] == "dismissed":
        return False
    return frozen["state"] in ("phone", *STUCK_STATES) or lacks_photos(frozen)
