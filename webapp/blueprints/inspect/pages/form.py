"""The whole form of the check page as a draft, and what a draft states; twin of `static/js/phone/drafts.js`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sync.limits import NOTE_CHARACTERS, PHRASE_CHARACTERS, PHRASES_PER_ITEM
from webapp.blueprints.inspect.pages.check_item import grade_of
from webapp.blueprints.inspect.pages.check_page import judged_of
from webapp.blueprints.inspect.pages.own_checks import View

ABSENT = "not_applicable"
Fields = Mapping[str, Sequence[str]]
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def draft_from_form(fields: Fields, courtyard: str, snapshot: Mapping[str, Any]) -> View:
    """A draft without photos; `fields` holds every value of each name. Unknown items and obstacles are left out."""
    obstacles = {each["code"] for each in snapshot["rule_book"]["obstacles"]}
    obstacle, opened = first(fields, "obstacle"), first(fields, "opened_at")
    return {
        "id": first(fields, "id"),
        "courtyard": courtyard,
        "opened_at": int(opened) if opened.isascii() and opened.isdigit() and len(opened) < 16 else 0,
        "replaces": first(fields, "replaces") or None,
        "obstacle": obstacle if obstacle in obstacles else "",
        "items": {item["code"]: item_from_form(fields, item["code"]) for item in snapshot["rule_book"]["items"]},
    }


def item_from_form(fields: Fields, code: str) -> View:
    """One item's wanted state; its photos are kept elsewhere."""
    phrases = [clean_text(phrase, PHRASE_CHARACTERS) for phrase in fields.get(f"phrase-{code}", ())]
    return {
        "result": "fault" if first(fields, f"result-{code}") == "fault" else "pass",
        "fixed": bool(first(fields, f"fixed-{code}")),
        "third_party": bool(first(fields, f"third-{code}")),
        "not_applicable": bool(first(fields, f"absent-{code}")),
        "phrases": [phrase for phrase in phrases if phrase][:PHRASES_PER_ITEM],
        "note": clean_text(first(fields, f"note-{code}"), NOTE_CHARACTERS),
        "photos": [],
        "severity": first(fields, f"severity-{code}"),
        "count": _whole_number(first(fields, f"step-{code}") or first(fields, f"count-{code}")),
    }


def statement_from_draft(draft: Mapping[str, Any], snapshot: Mapping[str, Any]) -> View:
    """judged, obstacle and the result of every item, as the wire says them."""
    judged = judged_of(snapshot, draft)
    items = snapshot["rule_book"]["items"]
    return {
        "judged": judged,
        "obstacle": draft["obstacle"] if judged != "whole" else None,
        "results": [_result(item, draft["items"].get(item["code"]), judged) for item in items],
    }


def clean_text(text: str, longest: int) -> str:
    """Text as the wire takes it: trimmed, printable, at most `longest` characters."""
    return UNPRINTABLE.sub("", re.sub(r"\r\n?", "\n", text)).strip()[:longest]


def first(fields: Fields, name: str) -> str:
    """The first value of a name, or ''."""
    values = fields.get(name, ())
    return values[0] if values else ""


def _whole_number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0


def _result(item: Mapping[str, Any], said: Mapping[str, Any] | None, judged: str) -> View:
    if judged == "weather":
        return {"item": item["code"], "result": "not_assessed"}
    if said and said["result"] == "fault":
        content = {"phrases": said["phrases"], "note": said["note"], "photos": said["photos"]}
        kind = kind_of_fault(said)
        return {"item": item["code"], "result": kind, **content, **({} if kind == ABSENT else grade_of(item, said))}
    is_unseen = judged == "lane" and not item["from_lane"]
    return {"item": item["code"], "result": "not_assessed" if is_unseen else "pass"}


def kind_of_fault(said: Mapping[str, Any]) -> str:
    """not_applicable before third_party before fixed before fault."""
    if said.get("not_applicable"):
        return ABSENT
    if said.get("third_party"):
        return "third_party"
    return "fixed" if said.get("fixed") else "fault"
