"""A line of a paper checklist as it is typed in: codes of what is wrong, the other marks, one note, one obstacle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item

PASS, FAULT, UNSEEN = "pass", "fault", "not_assessed"
MARKS = (PASS, FAULT, "fixed", "third_party", "not_applicable")
GRADED = (FAULT, "fixed", "third_party")
LONGEST_NOTE = 200
TENTH = 10
BETWEEN = re.compile(r"[、,，;；。.\s]+")
DIGITS = re.compile(r"[1-9]\d?|0")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """As it stands in the form: marks, severities and counts by item, `codes` what was typed as wrong."""

    marks: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, str] = field(default_factory=dict)
    codes: str = ""
    note: str = ""
    obstacle: str = ""


class LineWrong(Exception):
    """What is written can't be read; `code` says why, `field` where, `word` which."""

    def __init__(self, code: str, where: str, word: str = "") -> None:
        super().__init__(code)
        self.code, self.field, self.word = code, where, word


def statement_of(book: RuleBook, month_of_year: int, line: TypedLine) -> dict[str, Any]:
    """judged, obstacle and the result of every item, as the wire says them. Raises LineWrong."""
    judged = _judged(book, line.obstacle)
    marks = marks_of(book, month_of_year, line)
    found = [code for code, mark in marks.items() if mark != PASS]
    if judged == "weather" and found:
        raise LineWrong("weather_judges_nothing", "obstacle")
    note = line.note.strip()[:LONGEST_NOTE]
    if note and not found:
        raise LineWrong("note_without_fault", "note")
    noted = next((code for code in found if marks[code] == FAULT), found[0] if found else "")
    results = [_result(item, marks[item.code], judged, line, note if item.code == noted else "") for item in book.items]
    return {"judged": judged, "obstacle": line.obstacle or None, "results": results}


def marks_of(book: RuleBook, month_of_year: int, line: TypedLine) -> dict[str, str]:
    """By item: its mark, what was typed as wrong included; a resting item passes. Raises LineWrong."""
    asked = [item for item in book.items if item.in_season(month_of_year)]
    marks = {item.code: PASS for item in book.items}
    for item in asked:
        mark = line.marks.get(item.code, PASS)
        marks[item.code] = mark if mark in MARKS else PASS
    for code in _named(asked, line.codes):
        marks[code] = FAULT if marks[code] == PASS else marks[code]
    return marks


def _named(asked: list[Item], text: str) -> list[str]:
    """Items by code, or by their place on the page: 0 is the tenth, as on the keyboard."""
    codes = {item.code.lower(): item.code for item in asked}
    named = []
    for word in filter(None, BETWEEN.split(text.lower())):
        place = (int(word) or TENTH) if DIGITS.fullmatch(word) else 0
        code = codes.get(word) or (asked[place - 1].code if 0 < place <= len(asked) else "")
        if not code:
            raise LineWrong("no_item", "codes", word)
        named.append(code)
    return named


def _judged(book: RuleBook, obstacle: str) -> str:
    if not obstacle:
        return "whole"
    known = book.obstacle(obstacle)
    if known is None:
        raise LineWrong("no_obstacle", "obstacle")
    return known.judged


def _result(item: Item, mark: str, judged: str, line: TypedLine, note: str) -> dict[str, Any]:
    if mark == PASS:
        is_seen = judged == "whole" or (judged == "lane" and item.from_lane)
        return {"item": item.code, "result": PASS if is_seen else UNSEEN}
    said: dict[str, Any] = {"item": item.code, "result": mark}
    if note:
        said["note"] = note
    return said | (_grade(item, line) if mark in GRADED else {})


def _grade(item: Item, line: TypedLine) -> dict[str, Any]:
    """How bad or how many where the item asks; nothing said is the mildest, and one."""
    if item.severity:
        given = line.severities.get(item.code, "")
        known = [each.code for each in item.severity]
        return {"severity": given if given in known else known[0]}
    if item.count:
        given = line.counts.get(item.code, "").strip() or "1"
        if not given.isascii() or not given.isdigit() or not 0 < int(given[:4]) <= item.count.most:
            raise LineWrong("bad_count", f"count-{item.code}", item.code)
        return {"count": int(given)}
    return {}
