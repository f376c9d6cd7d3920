"""One check of the outbox, and how far it has come; twin of `static/js/phone/views/parcel.js`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.words import day_words, label_of, size_words, when_words

STEPS = ("phone", "received", "complete", "approved")


def parcel_of(check: View, snapshot: Mapping[str, Any], today: str, language: str) -> View:
    """A row of the outbox; `result` is a code for which the template has the words."""
    courtyard = courtyard_of(snapshot, check["courtyard"])
    photos = check["photos"]
    sent = sum(photo["bytes"] if photo["received"] else photo["sent"] for photo in photos)
    return {
        "id": check["id"],
        "url": f"/inspect/checks/{check['id']}/",
        "number": courtyard["number"],
        "surname": courtyard["surname"],
        "lane": courtyard["lane"],
        "when": when_of(check, snapshot["community"]["timezone"], today, language),
        "state": check["state"],
        **result_of(check),
        "reason": check["reason"],
        "photo_count": len(photos),
        "size": size_words(sum(photo["bytes"] for photo in photos)),
        "steps": _steps(check["state"]),
        "is_elsewhere": not check["is_here"],
        "is_begun": check["state"] == "received" or sent > 0,
        "has_files": bool(photos),
        "files": [_file(photo, check, snapshot, language) for photo in photos],
    }


def when_of(check: View, zone: str, today: str, language: str) -> str:
    """今天10:06; only the day where the time is not known here."""
    if check["saved_at"]:
        return when_words(check["saved_at"], today, zone, language)
    return day_words(check["day"], language)


def result_of(check: View) -> View:
    """withdrawn, weather, faults, fixed, free, lane or clean, with the count of that kind; '' where it is not known."""
    if check["judged"] in {"withdrawn", "weather"}:
        return {"result": check["judged"], "count": 0}
    kind = next((kind for kind in ("faults", "fixed", "free") if check[kind]), "")
    if not check["is_counted"]:
        return {"result": "", "count": 0}
    return {"result": kind or ("lane" if check["judged"] == "lane" else "clean"), "count": check[kind] if kind else 0}


def courtyard_of(snapshot: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """The courtyard, or a plate with a question mark when the snapshot no longer has it."""
    unknown = {"code": code, "number": "?", "surname": "", "lane": "", "grid": ""}
    return next((courtyard for courtyard in snapshot["courtyards"] if courtyard["code"] == code), unknown)


def item_label(snapshot: Mapping[str, Any], code: str, language: str) -> str:
    """The item's short name; the code itself when this version no longer has it."""
    found = next((item for item in snapshot["rule_book"]["items"] if item["code"] == code), None)
    return label_of(found["short"], language) if found else code


def _steps(state: str) -> list[View]:
    reached = STEPS.index(state) if state in STEPS else 0
    return [{"code": code, "is_past": place < reached, "is_now": place == reached} for place, code in enumerate(STEPS)]


def _file(photo: Mapping[str, Any], check: View, snapshot: Mapping[str, Any], language: str) -> View:
    sent = photo["bytes"] if photo["received"] else photo["sent"]
    return {
        "name": item_label(snapshot, check["items_of_photos"].get(photo["sha256"], ""), language),
        "src": "" if photo["received"] else f"/inspect/photos/{photo['sha256']}",
        "bytes": photo["bytes"],
        "sent": sent,
        "size": size_words(photo["bytes"]),
        "sent_size": size_words(sent),
        "is_here": photo["received"],
        "is_elsewhere": not check["is_here"],
        "is_begun": sent > 0 and not photo["received"],
    }
