"""Notices above a page and the toast below it; twin of `static/js/phone/views/notices.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View

# Code of a notice: its kind of note and its icon. The template has the words.
NOTICES = {
    "sign_in": ("wait", "lock"),
    "loading": ("", "info"),
    "full": ("fault", "warn"),
    "not_kept": ("fault", "warn"),
    "too_many": ("wait", "camera"),
    "too_many_photos": ("fault", "camera"),
    "photo_too_large": ("fault", "camera"),
    "not_a_picture": ("fault", "camera"),
    "refused": ("fault", "warn"),
    "old": ("wait", "clock"),
    "update": ("", "info"),
    "no_worker": ("wait", "warn"),
    "ready": ("good", "check"),
    "install": ("", "phone"),
    "insecure": ("wait", "warn"),
}

# What a tap has just met stands above the buttons, not above the page.
URGENT = frozenset({"full", "not_kept", "too_many", "too_many_photos", "photo_too_large", "not_a_picture", "refused"})


def notices_of(codes: Iterable[str]) -> list[View]:
    """The notices that a page knows, in the order they were named."""
    return [
        {"code": code, "kind": NOTICES[code][0], "icon": NOTICES[code][1], "is_urgent": code in URGENT}
        for code in codes
        if code in NOTICES
    ]


def toast_of(toast: Mapping[str, Any] | None) -> View:
    """What has just happened to a check: `kind` is 'saved' or 'withdrawn', '' for nothing."""
    if not toast:
        return {"kind": "", "number": "", "url": ""}
    return {"kind": toast["kind"], "number": toast["number"], "url": f"/inspect/checks/{toast['id']}/withdraw/"}
