"""What a check states on the wire: every item of the rule book with its result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from webapp.demo.findings import Said
from webapp.demo.photographs import Photograph
from webapp.demo.visits import Visit
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item


def judged(book: RuleBook, visit: Visit) -> str:
    """How much of the courtyard could be judged."""
    obstacle = book.obstacle(visit.obstacle or "")
    return obstacle.judged if obstacle else "whole"


def wanted_photos(visit: Visit) -> Iterator[tuple[Said, str]]:
    """What is photographed, and whether it shows the fault (before) or that it is gone (after)."""
    for said in visit.said:
        if said.photo != "none":
            yield said, "before"
        if said.result == "fixed":
            yield said, "after"
    for said in visit.put_right:
        yield said, "after"


def results(book: RuleBook, visit: Visit, photographs: list[Photograph]) -> list[dict[str, Any]]:
    """One result for each item, in the rule book's order."""
    seen = judged(book, visit)
    return [_result(item, seen, visit, photographs) for item in book.items]


def _result(item: Item, seen: str, visit: Visit, photographs: list[Photograph]) -> dict[str, Any]:
    """A pass says no more than that, unless a re-check shows that something was put right."""
    if seen == "weather":
        return {"item": item.code, "result": "not_assessed"}
    photos = [each.claim() for each in photographs if each.item == item.code]
    said = next((each for each in visit.said if each.item == item.code), None)
    if said:
        phrases = [said.phrase] if said.phrase else []
        return {"item": item.code, "result": said.result, "phrases": phrases, "note": said.note, "photos": photos}
    if seen == "lane" and not item.from_lane:
        return {"item": item.code, "result": "not_assessed"}
    return {"item": item.code, "result": "pass"} | ({"photos": photos} if photos else {})


def text(statement: dict[str, Any]) -> str:
    """The text as a phone would send it."""
    return json.dumps(statement, ensure_ascii=False, separators=(",", ":"))
