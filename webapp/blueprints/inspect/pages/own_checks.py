"""This inspector's own checks, from this phone and from the snapshot; twin of `static/js/phone/views/own_checks.js`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.blueprints.inspect.pages.owed import UNSENT_STATES

View = dict[str, Any]

# Results that cost nothing though something was found or could not be judged.
FREE_RESULTS = frozenset({"third_party", "not_applicable"})


def own_checks(snapshot: Mapping[str, Any], checks: Iterable[Mapping[str, Any]]) -> list[View]:
    """All that is known of one's own checks, oldest first; what this phone holds beats what the snapshot says."""
    here = [_from_phone(check) for check in checks]
    known = {check["id"] for check in here}
    done = {courtyard["code"]: courtyard["done"] for courtyard in snapshot["courtyards"]}
    there = [_from_snapshot(own, done.get(own["courtyard"])) for own in snapshot["own_checks"]]
    # A UUIDv7 begins with its time, so that ids sort by age.
    elsewhere = [check for check in there if check["id"] not in known]
    return sorted(here + elsewhere, key=lambda check: check["id"])


def is_unsent(check: Mapping[str, Any]) -> bool:
    """True while this phone has something of it to send; what another phone has, this one can't."""
    return check["is_here"] and check["state"] in UNSENT_STATES


def _holds(sent: Mapping[str, Any]) -> bool:
    """Whether it has an effect for now: not dismissed; a withdrawal that staff returned takes nothing back."""
    return sent["state"] != "dismissed" and (sent["state"], sent.get("judged")) != ("returned", "withdrawn")


def replaced_by(own: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """By the id of what was replaced, the id of the check or deed that did so."""
    return {sent["replaces"]: sent["id"] for sent in own if sent["replaces"] and _holds(sent)}


def standing(own: Iterable[View]) -> list[View]:
    """The checks that count for now: neither taken back nor replaced by another, nor dismissed by staff."""
    own = list(own)
    replaced = replaced_by(own)
    return [check for check in own if _holds(check) and check["id"] not in replaced and check["judged"] != "withdrawn"]


def statement_of(check: Mapping[str, Any]) -> View:
    """What a check says, read from its text; nothing when its text is not on this phone."""
    if not check.get("text"):
        return {"judged": "whole", "obstacle": None, "results": []}
    return json.loads(check["text"])


def count_results(statement: Mapping[str, Any]) -> dict[str, int]:
    """How many items are a fault, put right on the spot, or free."""
    results = [line["result"] for line in statement["results"]]
    free = sum(result in FREE_RESULTS for result in results)
    return {"faults": results.count("fault"), "fixed": results.count("fixed"), "free": free}


def reason_words(reason: Any) -> str:
    """The words of a reason, which the wire sends as {code, text}."""
    if not reason:
        return ""
    return reason if isinstance(reason, str) else reason["text"] or reason["code"]


def _from_phone(check: Mapping[str, Any]) -> View:
    statement = statement_of(check)
    return {
        "id": check["id"],
        "courtyard": check["courtyard"],
        "day": check["day"],
        "state": check["state"],
        "reason": reason_words(check["reason"]),
        "replaces": check["replaces"] or "",
        "judged": statement["judged"],
        "obstacle": statement["obstacle"] or "",
        **count_results(statement),
        "saved_at": check["saved_at"],
        "photos": list(check["photos"]),
        "items_of_photos": _items_of_photos(statement),
        "is_here": True,
        "is_counted": True,
    }


def _from_snapshot(own: Mapping[str, Any], done: Mapping[str, Any] | None) -> View:
    is_counted = done is not None and done["day"] == own["day"]
    return {
        "id": own["id"],
        "courtyard": own["courtyard"],
        "day": own["day"],
        "state": own["state"],
        "reason": reason_words(own["reason"]),
        "replaces": own.get("replaces") or "",
        "judged": own.get("judged") or "whole",
        "obstacle": "",
        "faults": done["faults"] if done and is_counted else 0,
        "fixed": 0,
        "free": 0,
        "saved_at": 0,
        "photos": [],
        "items_of_photos": {},
        "is_here": False,
        "is_counted": is_counted,
    }


def _items_of_photos(statement: Mapping[str, Any]) -> dict[str, str]:
    """The item that each photo shows, by the photo's hash."""
    return {photo["sha256"]: line["item"] for line in statement["results"] for photo in line.get("photos") or []}
