"""Entries as a phone makes them: checks and deeds."""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid

from sync.delivery import Delivered
from sync.digest import digest_text
from webapp import clock
from webapp.models import Courtyard
from webapp.rulebooks import default_text, load_rule_book

ITEMS = [item.code for item in load_rule_book(default_text()).items]


def make_uuid7(milliseconds: int) -> str:
    data = bytearray(milliseconds.to_bytes(6, "big") + os.urandom(10))
    data[6] = 0x70 | data[6] & 0x0F
    data[8] = 0x80 | data[8] & 0x3F
    return str(uuid.UUID(bytes=bytes(data)))


def make_entry(courtyard: Courtyard, *, at: dt.datetime | None = None, faults: dict | None = None, **changes) -> dict:
    """The content of a check saved at `at`; `faults` maps item codes to what differs from a pass."""
    saved = clock.milliseconds(at or clock.now())
    results = [{"item": item, "result": "pass"} for item in ITEMS]
    for result in results:
        result.update((faults or {}).get(result["item"], {}))
    day = dt.datetime.fromtimestamp(saved / 1000, dt.timezone(dt.timedelta(hours=8))).date()
    entry = {
        "kind": "check",
        "id": make_uuid7(saved - 20_000),
        "walk": make_uuid7(saved - 60_000),
        "day": day.isoformat(),
        "courtyard": courtyard.code,
        "rule_version": 1,
        "judged": "whole",
        "obstacle": None,
        "replaces": None,
        "opened_at": saved - 20_000,
        "saved_at": saved,
        "position": None,
        "results": results,
    }
    return {**entry, **changes}


def make_deed_entry(courtyard: Courtyard, *, at: dt.datetime | None = None, **changes) -> dict:
    """The content of a deed logged at `at` for the same day."""
    saved = clock.milliseconds(at or clock.now())
    day = dt.datetime.fromtimestamp(saved / 1000, dt.timezone(dt.timedelta(hours=8))).date().isoformat()
    entry = {
        "kind": "deed",
        "id": make_uuid7(saved),
        "walk": make_uuid7(saved - 60_000),
        "day": day,
        "courtyard": courtyard.code,
        "rule_version": 1,
        "deed": "volunteering",
        "points": 1,
        "happened_on": day,
        "note": "清扫石阶巷",
        "replaces": None,
        "withdrawn": False,
        "saved_at": saved,
    }
    return {**entry, **changes}


def as_text(entry: dict) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def deliver(*entries: dict | str) -> tuple[Delivered, ...]:
    """The entries as a delivery carries them."""
    texts = [entry if isinstance(entry, str) else as_text(entry) for entry in entries]
    return tuple(Delivered(digest_text(text), text) for text in texts)


def photo_claim(sha256: str, size: int, **changes) -> dict:
    return {
        "sha256": sha256,
        "bytes": size,
        "type": "image/jpeg",
        "taken_at": clock.now_milliseconds(),
        "shows": "before",
        **changes,
    }
