"""The deeds this inspector logged, and their rows in the outbox; twin of `static/js/phone/views/own_deeds.js`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.blueprints.inspect.pages.owed import STUCK_STATES
from webapp.blueprints.inspect.pages.own_checks import View, is_unsent, replaced_by
from webapp.blueprints.inspect.pages.parcel import courtyard_of
from webapp.blueprints.inspect.pages.words import day_words, label_of

OPEN = frozenset({"phone", "received", "complete"})
SAID = ("id", "courtyard", "day", "deed", "points", "happened_on", "note", "withdrawn")


def own_deeds(snapshot: Mapping[str, Any], deeds: Iterable[Mapping[str, Any]]) -> list[View]:
    """All that is known of them, oldest first; what this phone holds beats what the snapshot says."""
    here = [_known(json.loads(deed["text"]), deed, deed["saved_at"], is_here=True) for deed in deeds]
    known = {deed["id"] for deed in here}
    there = [_known(own, own, 0, is_here=False) for own in snapshot.get("own_deeds", ()) if own["id"] not in known]
    found = sorted(here + there, key=lambda deed: deed["id"])
    replaced = replaced_by(found)
    return [
        deed | {"is_replaced": deed["id"] in replaced, "is_open": not deed["withdrawn"] and deed["state"] in OPEN}
        for deed in found
    ]


def deed_rows(
    snapshot: Mapping[str, Any], deeds: Iterable[Mapping[str, Any]], monday: str, language: str
) -> list[View]:
    """Newest first: what waits or is stuck, what is open or was refused, and what was accepted this week."""
    own = [
        deed
        for deed in own_deeds(snapshot, deeds)
        if is_unsent(deed) or deed["state"] in STUCK_STATES or _is_standing(deed, monday)
    ]
    return [_row(deed, snapshot, language) for deed in reversed(own)]


def unsent_deeds(snapshot: Mapping[str, Any], deeds: Iterable[Mapping[str, Any]]) -> list[View]:
    return [deed for deed in own_deeds(snapshot, deeds) if is_unsent(deed)]


def _is_standing(deed: View, monday: str) -> bool:
    is_over = deed["state"] in ("approved", "dismissed")
    return not deed["is_replaced"] and not deed["withdrawn"] and (not is_over or deed["day"] >= monday)


def _row(deed: View, snapshot: Mapping[str, Any], language: str) -> View:
    courtyard = courtyard_of(snapshot, deed["courtyard"])
    kinds = snapshot["rule_book"].get("deeds", ())
    kind = next((label_of(each["label"], language) for each in kinds if each["code"] == deed["deed"]), deed["deed"])
    return {
        "id": deed["id"],
        "number": courtyard["number"],
        "surname": courtyard["surname"],
        "lane": courtyard["lane"],
        "points": deed["points"],
        "note": deed["note"],
        "state": deed["state"],
        "reason": deed["reason"],
        "is_withdrawal": deed["withdrawn"],
        "kind": kind,
        "when": day_words(deed["happened_on"], language),
        "can_withdraw": deed["is_open"] and not deed["is_replaced"],
        "withdraw_url": f"/inspect/deeds/{deed['id']}/withdraw/",
    }


def _known(said: Mapping[str, Any], where: Mapping[str, Any], saved_at: int, *, is_here: bool) -> View:
    """What the frozen text and the snapshot say alike, and where it is."""
    return {name: said[name] for name in SAID} | {
        "replaces": said["replaces"] or "",
        "state": where["state"],
        "reason": where["reason"] or "",
        "saved_at": saved_at,
        "is_here": is_here,
    }
