"""Make the text of a check or deed out of what a form states, as the phone does (`sync/phone/entry.js`, `deed.js`)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sync.clock import community_day
from sync.uuid7 import next_uuid7


@dataclass(frozen=True, slots=True)
class FormCheck:
    """What a form says about its check; times in milliseconds, `statement` is judged, obstacle and results."""

    id: str
    courtyard: str
    replaces: str | None
    opened_at: int
    saved_at: int
    rule_version: int
    statement: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FormDeed:
    """What a form says about a deed; `statement` is deed, points, happened_on, note, replaces and withdrawn."""

    id: str
    courtyard: str
    saved_at: int
    rule_version: int
    statement: Mapping[str, Any]


def new_id(now: int) -> str:
    """A UUIDv7 made on the server, for a page whose browser makes none."""
    return next_uuid7(None, now, os.urandom(10)).text


def make_text(check: FormCheck, walk: str, timezone: str) -> str:
    """The entry's text, to be delivered like any other."""
    entry = {
        "kind": "check",
        "id": check.id,
        "walk": walk,
        "day": community_day(check.saved_at, timezone).isoformat(),
        "courtyard": check.courtyard,
        "rule_version": check.rule_version,
        "replaces": check.replaces,
        "opened_at": check.opened_at,
        "saved_at": check.saved_at,
        "position": None,
        **check.statement,
    }
    return _text(entry)


def make_deed_text(deed: FormDeed, walk: str, timezone: str) -> str:
    entry = {
        "kind": "deed",
        "id": deed.id,
        "walk": walk,
        "day": community_day(deed.saved_at, timezone).isoformat(),
        "courtyard": deed.courtyard,
        "rule_version": deed.rule_version,
        **deed.statement,
        "saved_at": deed.saved_at,
    }
    return _text(entry)


def _text(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def withdrawn(items: Iterable[str]) -> dict[str, Any]:
    """The statement of an undo: every item withdrawn."""
    return {
        "judged": "withdrawn",
        "obstacle": None,
        "results": [{"item": code, "result": "withdrawn"} for code in items],
    }
