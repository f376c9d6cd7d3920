"""CSV as spreadsheets write it: UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs."""

from __future__ import annotations

import codecs
import csv
import io

from webapp.tables.guard import unguard
from webapp.tables.limits import TableRefused
from webapp.tables.sheet import Sheet, make_sheet

SEPARATORS = ",;\t"
LOOKED_AT = 50  # lines
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(data: bytes) -> Sheet:
    """Raises TableRefused for what is no text of lines and columns."""
    text = decode(data)
    if text[:4].lower() == "sep=":  # a word to spreadsheets, not a row
        text = text.partition("\n")[2]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        return make_sheet("", ((at, map(unguard, cells)) for at, cells in enumerate(lines, 1)))
    except csv.Error as problem:
        raise TableRefused("not_a_table") from problem


def decode(data: bytes) -> str:
    """By its mark, else by what it can be."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _as(data, encoding)
    if b"\0" in data:
        return _as(data, _utf16_of(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _as(data, "gb18030")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise TableRefused("encoding") from problem


def _utf16_of(data: bytes) -> str:
    """Without a mark: every line of a table has signs of ASCII, and their zero bytes tell the order."""
    if len(data) % 2 or b"\0\0" in data[:2000]:
        raise TableRefused("not_a_table")
    return "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"


def separator_of(text: str) -> str:
    """The sign that parts the first lines into most columns."""
    head = "\n".join(text.splitlines()[:LOOKED_AT])
    return max(SEPARATORS, key=lambda sign: _columns(head, sign))


def _columns(text: str, sign: str) -> int:
    try:
        return sum(len(cells) - 1 for cells in csv.reader(io.StringIO(text), delimiter=sign))
    except csv.Error:
        return 0
