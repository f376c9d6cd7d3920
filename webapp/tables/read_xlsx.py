"""XLSX: values as they were last shown; formulas are never evaluated."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from webapp.tables.limits import MOST_ROWS, MOST_UNPACKED, TableRefused
from webapp.tables.sheet import Sheet, make_sheet

MOST_SHEETS = 20
LAST_ROW = 5 * MOST_ROWS  # empty rows between are passed over, but not for ever


def read_xlsx(data: bytes) -> list[Sheet]:
    """Every sheet that holds something. Raises TableRefused."""
    _look_at(data)
    from openpyxl import load_workbook  # noqa: PLC0415, only who imports a file needs it

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [make_sheet(sheet.title, _lines(sheet)) for sheet in book.worksheets[:MOST_SHEETS]]
        book.close()
    except TableRefused:
        raise
    except Exception as problem:  # a broken file fails anywhere in openpyxl, with any error
        raise TableRefused("unreadable") from problem
    return [sheet for sheet in sheets if sheet.rows]


def _look_at(data: bytes) -> None:
    """What it unpacks to is known before it is unpacked: zipfile reads no more than the directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise TableRefused("unreadable") from problem
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise TableRefused("not_xlsx")
    if any(member.flag_bits & 1 for member in members):
        raise TableRefused("locked")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise TableRefused("too_large")


def _lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # what the file says of its own size is often wrong
    for at, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if at > LAST_ROW:
            return
        yield at, [text_of(value) for value in values]


def text_of(value: object) -> str:
    """As a person would write it: 1.0 is 1, a day is 2026-03-01."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)
