"""A saved check, to read; twin of `static/js/phone/views/saved.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.check_item import joined
from webapp.blueprints.inspect.pages.notices import notices_of, toast_of
from webapp.blueprints.inspect.pages.own_checks import View, own_checks, replaced_by, statement_of
from webapp.blueprints.inspect.pages.parcel import courtyard_of, item_label, result_of, when_of
from webapp.blueprints.inspect.pages.words import clock_words, count_words, day_of, label_of

# Until staff have decided, the inspector may take a check back; afterwards staff reopen it.
UNDECIDED = frozenset({"phone", "received", "complete"})


def saved_check(
    *,
    snapshot: Mapping[str, Any],
    checks: Sequence[Mapping[str, Any]],
    check: str,
    now: int,
    language: str = "zh",
    notices: Iterable[str] = (),
    toast: Mapping[str, Any] | None = None,
) -> View | None:
    """The own check with the id `check`; None when neither this phone nor the snapshot knows it."""
    own = own_checks(snapshot, checks)
    found = next((each for each in own if each["id"] == check), None)
    if found is None:
        return None
    statement = statement_of(next((each for each in checks if each["id"] == check), {}))
    courtyard, zone = courtyard_of(snapshot, found["courtyard"]), snapshot["community"]["timezone"]
    return {
        "number": courtyard["number"],
        "surname": courtyard["surname"],
        "lane": courtyard["lane"],
        "back_url": "/inspect/outbox/",
        "deed_url": f"/inspect/courtyards/{found['courtyard']}/deed/?check={check}",
        "has_deeds": courtyard["lane"] != "" and bool(snapshot["rule_book"].get("deeds")),
        "when": when_of(found, zone, day_of(now, zone), language),
        "state": found["state"],
        "reason": found["reason"],
        "obstacle": _obstacle(snapshot, found["obstacle"], language),
        **result_of(found),
        **_lines(statement, snapshot, language),
        "has_text": found["is_here"],
        **_place(statement.get("position")),
        **_acts(found, replaced_by(own).get(check, "")),
        "notices": notices_of(notices),
        "toast": toast_of(toast),
    }


def _place(position: Mapping[str, int] | None) -> View:
    """How exactly it is known where the check was saved, in metres."""
    return {"has_position": position is not None, "accuracy": position["accuracy"] if position else 0}


def _acts(found: View, successor: str) -> View:
    """What may still be done with it, and where."""
    address = f"/inspect/checks/{found['id']}/"
    is_last = not successor and found["judged"] != "withdrawn"
    return {
        "can_withdraw": is_last and found["state"] in UNDECIDED,
        "withdraw_url": f"{address}withdraw/",
        "can_redo": is_last and found["state"] == "returned",
        "redo_url": f"{address}redo/",
        "is_replaced": bool(successor),
        "successor_url": f"/inspect/checks/{successor}/" if successor else "",
    }


def _lines(statement: Mapping[str, Any], snapshot: Mapping[str, Any], language: str) -> View:
    """Every item that does not simply pass, or passes with a photo; how many others pass."""
    zone = snapshot["community"]["timezone"]
    items = {item["code"]: item for item in snapshot["rule_book"]["items"]}
    plain = [line for line in statement["results"] if line["result"] == "pass" and not line.get("photos")]
    lines = [
        {
            "name": item_label(snapshot, line["item"], language),
            "result": line["result"],
            "grade": _grade(items.get(line["item"], {}), line, language),
            "phrases": joined(line.get("phrases") or [], items.get(line["item"]), language),
            "note": line.get("note") or "",
            "photos": [_photo(photo, zone) for photo in line.get("photos") or []],
            "has_photos": bool(line.get("photos")),
        }
        for line in statement["results"]
        if line not in plain and line["result"] != "withdrawn"
    ]
    return {"lines": lines, "has_lines": bool(lines), "passes": len(plain)}


def _grade(item: Mapping[str, Any], line: Mapping[str, Any], language: str) -> str:
    """How bad, or how many: 严重, 3处."""
    if item.get("count") and line.get("count"):
        return count_words(line["count"], item["count"]["label"], language)
    said = line.get("severity") or ""
    labels = {each["code"]: label_of(each["label"], language) for each in item.get("severity", ())}
    return labels.get(said, said)


def _photo(photo: Mapping[str, Any], zone: str) -> View:
    return {
        "src": f"/inspect/photos/{photo['sha256']}",
        "is_after": photo["shows"] == "after",
        "time": clock_words(photo["taken_at"], zone),
    }


def _obstacle(snapshot: Mapping[str, Any], code: str, language: str) -> str:
    obstacles = snapshot["rule_book"]["obstacles"]
    return next((label_of(each["label"], language) for each in obstacles if each["code"] == code), "")
