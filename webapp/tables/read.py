"""Read a table out of a file of any kind that is taken, by what the bytes are and not by the file's name."""

from __future__ import annotations

from webapp.domain.imports.identity_number import without_identity_numbers
from webapp.domain.imports.table import Table
from webapp.tables.headers import FieldOf, table_of
from webapp.tables.limits import MOST_BYTES, TableRefused
from webapp.tables.read_csv import read_csv
from webapp.tables.read_xlsx import read_xlsx

ZIP = b"PK\x03\x04"
OTHERS = ((b"\xd0\xcf\x11\xe0", "old_excel"), (b"%PDF", "pdf"), (b"{\\rtf", "not_a_table"), (b"<", "not_a_table"))


def is_xlsx(data: bytes) -> bool:
    return data.startswith(ZIP)


def read_table(data: bytes, field_of: FieldOf) -> Table:
    """The rows below the header, without identity-card numbers. Raises TableRefused."""
    if len(data) > MOST_BYTES:
        raise TableRefused("too_large")
    if not data.strip():
        raise TableRefused("empty")
    for mark, code in OTHERS:
        if data.startswith(mark):
            raise TableRefused(code)
    sheets = read_xlsx(data) if is_xlsx(data) else [read_csv(data)]
    table = table_of(sheets, field_of)
    if table is None:
        raise TableRefused("no_header" if any(sheet.rows for sheet in sheets) else "empty")
    return without_identity_numbers(table)
