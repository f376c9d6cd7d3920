"""Rows of a file with their cells read: days, months, yes or no; what can't be read is a problem of the row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

from webapp.domain.household_code import normalise
from webapp.domain.imports.cells import DAY, CellWrong, plain, read_day, read_month, read_yes
from webapp.domain.imports.identity_number import BLANKED
from webapp.domain.imports.judged_row import JudgedRow, Problem, RowBad
from webapp.domain.imports.table import Table
from webapp.domain.numbering import normalise_number

MOST_LETTERS = {"number": 40, "grid": 40, "relation": 40}
LONGEST = 120
KINDS = {
    "owner": "院主 房主 业主 owner",
    "registered": "登记户 登记 户籍 户籍户 常住 常住户 自有 registered resident",
    "tenant": "租户 租客 租住 承租 tenant",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words.split()}
ROLES = {
    "head": "户主 本人 院主 head holder self",
    "tenant": "租户 租客 tenant",
}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words.split()}
NUMBER = re.compile(r"[0-9]+(?:[-A-Za-z0-9\u4e00-\u9fff#]*)|[A-Za-z\u4e00-\u9fff][-A-Za-z0-9\u4e00-\u9fff#]*")

Cells = dict[str, Any]
Yard = TypeVar("Yard")  # however the file's purpose names one


def read_rows(table: Table) -> Iterator[tuple[JudgedRow, Cells]]:
    """Each row with its cells by field: None where nothing is written."""
    for number, texts in table.records():
        judged, cells = JudgedRow(number), {}
        for field, text in texts.items():
            try:
                cells[field] = _read(field, text)
            except CellWrong as wrong:
                judged.problems.append(Problem(wrong.code, field, text[:LONGEST]))
        place = [texts.get(field, "") for field in ("lane", "number", "compound", "address")]
        judged.label = " ".join(filter(None, [*place, texts.get("name") or texts.get("holder")]))
        yield judged, cells


def _read(field: str, text: str) -> object:
    if BLANKED in text:
        raise CellWrong("identity_number")
    if len(text) > MOST_LETTERS.get(field, LONGEST):
        raise CellWrong("too_long")
    return READERS.get(field, _text)(text)


def _text(text: str) -> str | None:
    return text.strip() or None


def _plain(text: str) -> str | None:
    return plain(text) or None


def _number(text: str) -> str | None:
    number = normalise_number(text).removesuffix("院").removesuffix("号").removesuffix(".0")
    if DAY.fullmatch(number):  # a spreadsheet took 35-1 for a day
        raise CellWrong("number_is_day")
    if number and not NUMBER.fullmatch(number):
        raise CellWrong("no_number")
    return number or None


def _code(text: str) -> str | None:
    return normalise(text) or None


def _kind(text: str) -> str | None:
    written = plain(text).lower()
    if written and written not in KIND_OF:
        raise CellWrong("no_kind")
    return KIND_OF.get(written)


def _role(text: str) -> str | None:
    """Whatever else somebody is to the head, a member."""
    written = plain(text).lower()
    return ROLE_OF.get(written, "member") if written else None


READERS: dict[str, Callable[[str], object]] = {
    "number": _number,
    "grid": _plain,
    "address": _plain,
    "household_code": _code,
    "household_kind": _kind,
    "relation": _role,
    "enrolled_from": read_month,
    "enrolled_until": read_month,
    "party_centre": read_yes,
    "in_difficulty": read_yes,
    "party_member": read_yes,
    "day": read_day,
    "since": read_day,
    "until": read_day,
}


def past_day(cells: Cells, today: dt.date) -> dt.date:
    """The row's day; raises RowBad for none, or one to come."""
    day = cells.get("day")
    if day is None:
        raise RowBad("no_day", "day")
    if day > today:
        raise RowBad("day_to_come", "day")
    return day


def yard_of(cells: Cells, lanes: Collection[str], yards: Mapping[tuple[str, str], Yard]) -> Yard:
    """Which of `yards`, by lane and number, a row means; without a lane it must be the only one of its number."""
    number = cells.get("number") or ""
    within = [cells["lane"]] if cells.get("lane") else lanes
    found = [yards[lane, number] for lane in within if (lane, number) in yards]
    if len(found) > 1:
        raise RowBad("no_lane", "lane")
    if not found:
        raise RowBad("no_courtyard", "number")
    return found[0]
