"""Identity-card numbers have no place here: found in headers and cells, and blanked before anything is kept."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from contextlib import suppress

from webapp.domain.imports.table import Row, Table

BLANKED = "\u25a0" * 3  # stands where a number stood in a cell with other words; the row is refused
WORDS = (
    "身份证",
    "公民身份",
    "证件号",
    "身分证",
    "idcard",
    "identitycard",
    "identityno",
    "identitynumber",
    "nationalid",
)
EIGHTEEN = re.compile(r"(?<!\d)[1-9]\d{5}((?:19|20)\d{6})\d{3}[\dXx*](?!\d)")
FIFTEEN = re.compile(r"(?<!\d)[1-9]\d{5}(\d{6})\d{3}(?![\dXx])")
ROUNDED = re.compile(r"\d(?:\.\d+)?E\+1[47]", re.IGNORECASE)  # as a spreadsheet shows 15 or 18 digits
PARTED = re.compile(r"[\s\-_.]+")


def is_identity_header(header: str) -> bool:
    """Whether a column says of itself that it holds such numbers."""
    plain = "".join(unicodedata.normalize("NFKC", header).lower().split())
    return any(word in plain for word in WORDS)


def holds_identity_number(text: str) -> bool:
    """Whether 15 or 18 digits with a possible date of birth stand in the text; the last may be any sign of check."""
    plain = unicodedata.normalize("NFKC", text)
    joined = PARTED.sub("", plain)
    candidates = (plain, joined) if joined.rstrip("Xx*").isdigit() else (plain,)
    return bool(ROUNDED.fullmatch(plain.strip())) or any(_has_number(each) for each in candidates)


def _has_number(text: str) -> bool:
    return any(_is_date(found[1]) for found in EIGHTEEN.finditer(text)) or any(
        _is_date(f"19{found[1]}") for found in FIFTEEN.finditer(text)
    )


def _is_date(digits: str) -> bool:
    with suppress(ValueError):
        dt.datetime.strptime(digits, "%Y%m%d")
        return True
    return False


def without_identity_numbers(table: Table) -> Table:
    """The table without such columns and numbers: a column goes by its header, or when half of its cells hold them."""
    columns = list(zip(*(row.cells for row in table.rows), strict=True)) or [()] * len(table.headers)
    found = [[holds_identity_number(cell) for cell in column] for column in columns]
    refused = {
        at
        for at, (header, column) in enumerate(zip(table.headers, columns, strict=True))
        if is_identity_header(header) or _is_most(sum(found[at]), sum(map(bool, column)))
    }
    rows = tuple(
        Row(
            row.number,
            tuple("" if at in refused else BLANKED if found[at][place] else cell for at, cell in enumerate(row.cells)),
        )
        for place, row in enumerate(table.rows)
    )
    return table.with_rows(rows, tuple(table.headers[at] for at in sorted(refused)))


def _is_most(numbers: int, filled: int) -> bool:
    return numbers > 0 and 2 * numbers >= filled
