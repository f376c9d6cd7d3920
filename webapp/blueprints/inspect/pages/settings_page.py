"""How pages look, who is signed in, what this phone holds; twin of `static/js/phone/views/settings.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.notices import notices_of
from webapp.blueprints.inspect.pages.owed import UNSENT_STATES
from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.words import day_of, is_english, size_words, when_words

THEMES = ("auto", "light", "dark", "sun")
SIZES = ("normal", "elder")
LANGUAGES = ("zh_CN", "en")
SENDINGS = ("any", "wifi")


def settings_page(
    *,
    snapshot: Mapping[str, Any],
    checks: Sequence[Mapping[str, Any]],
    theme: str,
    size: str,
    language: str,
    deeds: Sequence[Mapping[str, Any]] = (),
    now: int = 0,
    storage: Mapping[str, Any] | None = None,
    notices: Iterable[str] = (),
) -> View:
    """`theme` is '' for the device's own; `storage` is {used: bytes, photos: count, is_kept} or None.

    It may say `quota` in bytes, `asked` ('asking' or 'refused': what came of asking the browser to keep it), `waits`
    (photos wait for Wi-Fi) and `offline`, {at, lack} of the last verification.
    """
    held: Mapping[str, Any] = storage or {"used": 0, "photos": 0, "is_kept": False}
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
        "used": size_words(held["used"]) if storage else "",
        "photos": held["photos"],
        "left": size_words(max(held["quota"] - held["used"], 0)) if held.get("quota") else "",
        "is_kept": held["is_kept"],
        "asked": held.get("asked") or "",
        "sendings": _choices(SENDINGS, "wifi" if held.get("waits") else "any"),
        **_verified(held.get("offline"), now, snapshot["community"]["timezone"], language),
        "notices": notices_of(notices),
    }


def _verified(offline: Mapping[str, Any] | None, now: int, zone: str, language: str) -> View:
    """Whether the app would open without a line: 'ready', what it lacks, or 'unknown'; and when that was seen."""
    if not offline:
        return {"offline": "unknown", "offline_at": ""}
    seen = when_words(offline["at"], day_of(now, zone), zone, language)
    return {"offline": offline["lack"] or "ready", "offline_at": seen}


def _choices(codes: Sequence[str], chosen: str) -> list[View]:
    return [{"code": code, "is_chosen": code == chosen} for code in codes]
