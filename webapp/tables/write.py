"""Write a table into a file that a spreadsheet opens: nothing in it is ever a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence

from webapp.tables.guard import guard

XLSX, CSV = "xlsx", "csv"
FORMATS = (XLSX, CSV)
MEDIA_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
BOM = "\ufeff"  # without it spreadsheets take UTF-8 for the machine's own encoding
PIECE = 1 << 16
WIDTH = 14

Line = Sequence[str | int]


def write_table(
    form: str, headers: Sequence[str], lines: Iterable[Line], marked: Collection[int] = ()
) -> Iterator[bytes]:
    """The file in pieces; `marked` are places of lines (from 0) that stand out where the form has colours."""
    return _csv(headers, lines) if form == CSV else _xlsx(headers, lines, marked)


def _csv(headers: Sequence[str], lines: Iterable[Line]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow([guard(header) for header in headers])
    for line in lines:
        writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in line])
        if buffer.tell() > PIECE:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _xlsx(headers: Sequence[str], lines: Iterable[Line], marked: Collection[int]) -> Iterator[bytes]:
    from xlsxwriter import Workbook  # noqa: PLC0415, only who exports a file needs it

    with tempfile.TemporaryFile() as file:
        with Workbook(file, {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            head, mark = book.add_format({"bold": True}), book.add_format({"bg_color": "#FBE3D6"})
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(headers) - 1, 0), WIDTH)
            for at, header in enumerate(headers):
                sheet.write_string(0, at, header, head)
            for place, line in enumerate(lines):
                look = (mark,) if place in marked else ()
                for at, cell in enumerate(line):
                    if isinstance(cell, int):
                        sheet.write_number(place + 1, at, cell, *look)
                    elif cell:
                        sheet.write_string(place + 1, at, cell, *look)
                    elif look:
                        sheet.write_blank(place + 1, at, None, *look)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
