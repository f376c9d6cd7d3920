"""Tables as files: lines of CSV, sheets of XLSX."""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook

from webapp.domain.imports.judged_row import Fate
from webapp.models import Community, User
from webapp.operations.import_file import Preview, preview, read_file, take_file


def make_xlsx(*lines: tuple) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def lines_of(data: bytes) -> list[tuple]:
    """The values of an XLSX file's first sheet."""
    return list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


def take(community: Community, text: str | bytes, kind: str = "roster", actor: User | None = None) -> Preview:
    """A file taken in as it is, and what it did."""
    file = read_file(community, kind, text.encode() if isinstance(text, str) else text)
    return take_file(community.id, actor, file, preview(community, actor, file).seen)


def fates(judged: Preview) -> dict[str, int]:
    """How many rows of each fate there are; those of which there are none are left out."""
    return {str(fate): count for fate, count in judged.counts.items() if count and isinstance(fate, Fate)}
