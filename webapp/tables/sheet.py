"""A sheet as it stands in a file: rows of texts, nothing known of headers yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.imports.table import Row
from webapp.tables.limits import MOST_CELLS, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, TableRefused

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are those that hold something."""

    name: str
    rows: tuple[Row, ...]


def make_sheet(name: str, lines: Iterable[tuple[int, Iterable[str]]]) -> Sheet:
    """From row numbers and cells. Raises TableRefused beyond the limits."""
    rows: list[Row] = []
    count = 0
    for number, cells in lines:
        cleaned = [clean(cell) for cell in cells]
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        if not cleaned:
            continue
        count += len(cleaned)
        if len(cleaned) > MOST_COLUMNS or len(rows) >= MOST_ROWS or count > MOST_CELLS:
            raise TableRefused("too_many")
        rows.append(Row(number, tuple(cleaned)))
    return Sheet(name, tuple(rows))


def clean(text: str) -> str:
    """One line without control signs and without spaces of any kind at its ends."""
    if len(text) <= MOST_LETTERS and text.isprintable():
        return text.strip()
    kept = "".join(" " if sign in "\r\n\t" else sign for sign in text[:MOST_LETTERS].translate(INVISIBLE))
    return "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cc", "Cs")).strip()
