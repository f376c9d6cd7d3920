"""Judging a file of checks from paper: which courtyard, day and inspector a row means, and what each item was."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.domain.imports.cells import plain
from webapp.domain.imports.judged_row import JudgedRow, RowBad
from webapp.domain.imports.kinds import header_word
from webapp.domain.imports.rows import Cells, past_day, read_rows, yard_of
from webapp.domain.imports.table import Table

ITEM = "item:"  # before the code of an item, a column's field
PASS, FAULT = "pass", "fault"
_RESULTS = {
    PASS: "合格 好 √ ✓ ✔ v pass ok",
    FAULT: "不合格 差 × ✗ ✘ x fault failed",
    "fixed": "当场改好 改 putrightonthespot fixed",
    "third_party": "别人造成 别 thirdparty somebodyelsesdoing 不是这户造成的",
    "not_applicable": "没有这项 不适用 notapplicable /",
    "not_assessed": "没查 没评 没 notassessed notchecked",
}
RESULT_OF = {word: result for result, words in _RESULTS.items() for word in words.split()}
WHOLE = frozenset(("", "整院", "whole", "wholeyard", "thewholeyard", "wholecourtyard"))
NONE = frozenset(("", "无", "没有", "none", "-"))
PIECES = re.compile(r"[1-9]\d{0,4}")
BETWEEN = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a check says of one item; how bad or how many where the item asks."""

    result: str
    severity: str | None = None
    count: int | None = None


PASSED, UNSEEN = Said(PASS), Said("not_assessed")


@dataclass(frozen=True, slots=True)
class KnownItem:
    """`severities` are codes by the words a cell may use; `is_counted` where it asks how many."""

    from_lane: bool
    severities: Mapping[str, str]
    is_counted: bool


@dataclass(frozen=True, slots=True)
class KnownCheck:
    """A check that is there; `results` of the items that did not pass."""

    uuid: str
    inspector: int
    courtyard: str
    day: dt.date
    results: Mapping[str, Said]


@dataclass(slots=True)
class KnownChecks:
    """`yards` are codes by lane and number; `inspectors` ids by name and by number, 0 where a word means several.

    `obstacles` are codes by the words for them, `judged` what is judged then.
    """

    today: dt.date
    items: Mapping[str, KnownItem]
    item_words: Mapping[str, str]
    lanes: list[str]
    yards: Mapping[tuple[str, str], str]
    inspectors: Mapping[str, int]
    obstacles: Mapping[str, str] = field(default_factory=dict)
    judged: Mapping[str, str] = field(default_factory=dict)
    by_uuid: Mapping[str, KnownCheck] = field(default_factory=dict)
    by_day: Mapping[tuple[int, str, dt.date], KnownCheck] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """A check to be made: `results` of every item."""

    row: int
    inspector: int
    courtyard: str
    day: dt.date
    obstacle: str | None
    judged: str
    results: Mapping[str, Said]


@dataclass(slots=True)
class CheckPlan:
    rows: list[JudgedRow]
    checks: list[PaperCheck] = field(default_factory=list)


def item_words(items: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Codes of items by the words that a header may use: the code, its names, the code with a name."""
    return {
        header_word(word): code
        for code, names in items.items()
        for word in (code, *names, *(f"{code}{name}" for name in names))
    }


def judge_checks(table: Table, known: KnownChecks) -> CheckPlan:
    """Every row judged; one courtyard is checked once a day by one inspector."""
    plan = CheckPlan([])
    seen: dict[tuple[int, str, dt.date], int] = {}
    for judged, cells in read_rows(table):
        plan.rows.append(judged)
        if judged.problems:
            continue
        try:
            check = _judge(judged, cells, known)
            if check is None:
                continue
            mark = (check.inspector, check.courtyard, check.day)
            if mark in seen:
                raise RowBad("checked_above", "number", str(seen[mark]))
        except RowBad as bad:
            judged.problems.append(bad.problem)
            continue
        seen[mark], judged.is_new = judged.number, True
        plan.checks.append(check)
    return plan


def _judge(judged: JudgedRow, cells: Cells, known: KnownChecks) -> PaperCheck | None:
    """None for a check that is there already, just so. Raises RowBad."""
    obstacle = _obstacle(cells, known)
    judged_as = known.judged[obstacle] if obstacle else "whole"
    results = _results(cells, known, judged_as)
    there = known.by_uuid.get(cells.get("check_id") or "")
    if there is None:
        day, courtyard, inspector = (
            past_day(cells, known.today),
            yard_of(cells, known.lanes, known.yards),
            _inspector(cells, known),
        )
        there = known.by_day.get((inspector, courtyard, day))
        if there is None:
            if not obstacle and not _says_whole(cells):
                raise RowBad("not_whole", "judged")
            return PaperCheck(judged.number, inspector, courtyard, day, obstacle, judged_as, results)
    elif not obstacle and not _says_whole(cells):
        return None  # what the lane showed, or nothing: its items stand empty in the file
    if {code: said for code, said in results.items() if said != PASSED} != dict(there.results):
        raise RowBad("check_frozen", "day", f"{there.day}")
    return None


def _says_whole(cells: Cells) -> bool:
    return header_word(cells.get("judged") or "") in WHOLE


def _obstacle(cells: Cells, known: KnownChecks) -> str | None:
    written = cells.get("obstacle") or ""
    if written.strip().lower() in NONE:
        return None
    if header_word(written) not in known.obstacles:
        raise RowBad("no_obstacle", "obstacle", written)
    return known.obstacles[header_word(written)]


def _results(cells: Cells, known: KnownChecks, judged_as: str) -> dict[str, Said]:
    """Of every item: by its own column, else a fault where it is named among the faults, else a pass if it was seen."""
    seen = {"whole": known.items, "lane": [code for code, item in known.items.items() if item.from_lane]}
    results = {code: PASSED if code in seen.get(judged_as, ()) else UNSEEN for code in known.items}
    for code, item in known.items.items():
        written = plain(cells.get(f"{ITEM}{code}") or "").lower()
        if written:
            said = _said(written, item)
            if said is None:
                raise RowBad("no_result", f"{ITEM}{code}")
            results[code] = said
    faults = cells.get("faults") or ""
    if faults.strip().lower() in NONE:
        return results
    for word in filter(None, BETWEEN.split(faults)):
        named = known.item_words.get(header_word(word))
        if named is None:
            raise RowBad("no_item", "faults", word)
        results[named] = Said(FAULT)
    return results


def _said(written: str, item: KnownItem) -> Said | None:
    """A result, with how bad or how many behind it or alone: 不合格 严重, 严重, 3."""
    for word, rest in ((written, ""), *((written[:at], written[at + 1 :]) for at in _spaces(written))):
        result = RESULT_OF.get(word) or RESULT_OF.get(header_word(word))
        if result and not rest:
            return Said(result)
        if result and (graded := _graded(result, rest, item)):
            return graded
    return _graded(FAULT, written, item)


def _spaces(written: str) -> list[int]:
    return [at for at, sign in enumerate(written) if sign == " "]


def _graded(result: str, written: str, item: KnownItem) -> Said | None:
    severity = item.severities.get(header_word(written))
    if severity:
        return Said(result, severity)
    return Said(result, count=int(written)) if item.is_counted and PIECES.fullmatch(written) else None


def _inspector(cells: Cells, known: KnownChecks) -> int:
    """By name or number; where there is one inspector only, that one."""
    word = cells.get("inspector")
    ids = set(known.inspectors.values()) - {0}
    found = known.inspectors.get(word, 0) if word else min(ids) if len(ids) == 1 else 0
    if not found:
        raise RowBad("no_inspector", "inspector")
    return found
