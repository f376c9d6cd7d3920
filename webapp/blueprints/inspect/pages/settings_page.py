"""How pages look, who is signed in, what this phone holds; twin of `static/js/phone/views/settings.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.notices import notices_of
from webapp.blueprints.inspect.pages.own_checks import UNSENT_STATES, View
from webapp.blueprints.inspect.pages.words import is_english, size_words

THEMES = ("auto", "light", "dark", "sun")
SIZES = ("normal", "elder")
LANGUAGES = ("zh_CN", "en")


def settings_page(
    *,
    snapshot: Mapping[str, Any],
    checks: Sequence[Mapping[str, Any]],
    theme: str,
    size: str,
    language: str,
    deeds: Sequence[Mapping[str, Any]] = (),
    storage: Mapping[str, Any] | None = None,
    notices: Iterable[str] = (),
) -> View:
    """`theme` is '' for the device's own; `storage` is {used: bytes, photos: count, is_kept} or None."""
    return {
        "url": "/inspect/settings/",
        "back_url": "/inspect/",
        "sign_out_url": "/auth/sign-out",
        "person": snapshot["person"]["name"],
        "person_number": snapshot["person"]["number"],
        "community": snapshot["community"]["name"],
        "themes": _choices(THEMES, theme or "auto"),
        "sizes": _choices(SIZES, size),
        "languages": _choices(LANGUAGES, "en" if is_english(language) else "zh_CN"),
        "unsent": sum(each["state"] in UNSENT_STATES for each in (*checks, *deeds)),
        "has_storage": storage is not None,
        "used": size_words(storage["used"]) if storage else "",
        "photos": storage["photos"] if storage else 0,
        "is_kept": bool(storage and storage["is_kept"]),
        "notices": notices_of(notices),
    }


def _choices(codes: Sequence[str], chosen: str) -> list[View]:
    return [{"code": code, "is_chosen": code == chosen} for code in codes]
