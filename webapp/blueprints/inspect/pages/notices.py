"""Notices above a page and the toast below it; twin of `static/js/phone/views/notices.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View

# Code of a notice: its kind of note and its icon. The template has the words.
NOTICES = {
    "sign_in": ("wait", "lock"),
    "full": ("fault", "warn"),
    "too_many": ("wait", "camera"),
    "too_many_photos": ("fault", "camera"),
    "photo_too_large": ("fault", "camera"),
    "not_a_picture": ("fault", "camera"),
    "not_added": ("fault", "camera"),
    "too_heavy": ("fault", "camera"),
    "as_it_came": ("wait", "camera"),
    "refused": ("fault", "warn"),
    "revoked": ("wait", "lock"),
    "late": ("wait", "clock"),
    "low": ("wait", "warn"),
    "deed_incomplete": ("fault", "warn"),
    "old": ("wait", "clock"),
    "unready": ("wait", "warn"),
    "update": ("", "info"),
    "no_worker": ("wait", "warn"),
    "ready": ("good", "check"),
    "install": ("", "phone"),
    "insecure": ("wait", "warn"),
}

# What a tap has just met stands above the buttons, not above the page.
PHOTO_TROUBLE = frozenset(
    {
        *("too_many", "not_added", "too_heavy", "as_it_came"),
        *("too_many_photos", "photo_too_large", "not_a_picture"),
    }
)
URGENT = PHOTO_TROUBLE | {"full", "refused", "deed_incomplete"}


def notices_of(codes: Iterable[str]) -> list[View]:
    """The notices that a page knows, in the order they were named."""
    return [
        {"code": code, "kind": NOTICES[code][0], "icon": NOTICES[code][1], "is_urgent": code in URGENT}
        for code in codes
        if code in NOTICES
    ]


def toast_of(toast: Mapping[str, Any] | None) -> View:
    """What has just happened: `kind` is 'saved', 'withdrawn' or 'deed', '' for nothing."""
    if not toast:
        return {"kind": "", "number": "", "url": ""}
    folder = "deeds" if toast["kind"] == "deed" else "checks"
    return {"kind": toast["kind"], "number": toast["number"], "url": f"/inspect/{folder}/{toast['id']}/withdraw/"}
