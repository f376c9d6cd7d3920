"""Finding the header: below titles, in up to three rows, with cells that were merged over several columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from webapp.domain.imports.table import Row, Table
from webapp.tables.sheet import Sheet

SEARCHED = 30  # rows from the top
DEEPEST = 3

FieldOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Header:
    """The header in the rows from `first` on, `depth` of them; places in the sheet's rows."""

    first: int
    depth: int
    words: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def known(self) -> int:
        return len(set(self.fields) - {""})


def table_of(sheets: Sequence[Sheet], field_of: FieldOf) -> Table | None:
    """The table of the sheet whose header has most of the known columns; None where none has any."""
    found = [(header, sheet) for sheet in sheets if (header := find_header(sheet.rows, field_of)).known]
    if not found:
        return None
    header, sheet = max(found, key=lambda each: each[0].known)
    rows = sheet.rows[header.first + header.depth :]
    width = max(len(header.words), *(len(row.cells) for row in rows), 0) if rows else len(header.words)
    return Table(
        _filled(header.words, width),
        _filled(header.fields, width),
        tuple(Row(row.number, _filled(row.cells, width)) for row in rows),
    )


def find_header(rows: Sequence[Row], field_of: FieldOf) -> Header:
    """The block of rows that names most columns; of equals the one with fewer rows, then the upper one."""
    blocks = [
        read_header(rows, first, depth, field_of)
        for first in range(min(SEARCHED, len(rows)))
        for depth in range(1, min(DEEPEST, len(rows) - first) + 1)
    ]
    best = max(blocks, key=lambda block: (block.known, -block.depth, -block.first), default=Header(0, 0, (), ()))
    above = rows[best.first - 1].cells if best.first else ()
    if sum(map(bool, above)) < 2:  # a title
        return best
    width = max(len(best.words), len(above))
    words = zip(_filled(best.words, width), _filled(above, width), strict=True)
    return replace(best, words=tuple(own or upper for own, upper in words), fields=_filled(best.fields, width))


def read_header(rows: Sequence[Row], first: int, depth: int, field_of: FieldOf) -> Header:
    """A merged cell stands once, in its first column: above the last row it holds for the empty ones beside it."""
    lines = [rows[at].cells for at in range(first, first + depth)]
    width = max(map(len, lines))
    own = [_filled(line, width) for line in lines]
    held = [_held(line) for line in own[:-1]]
    words, fields = [], []
    for at in range(width):
        upper, lowest = [line[at] for line in held], own[-1][at]
        if lowest:
            whole = "".join(dict.fromkeys([*upper, lowest]))
            words.append(lowest)
            fields.append(field_of(lowest) or field_of(whole))
        else:  # merged downwards: only a word of its own column counts
            word = next((line[at] for line in reversed(own[:-1]) if line[at]), "")
            words.append(word)
            fields.append(field_of(word))
    return Header(first, depth, tuple(words), tuple(fields))


def _held(line: Sequence[str]) -> list[str]:
    held, last = [], ""
    for cell in line:
        last = cell or last
        held.append(last)
    return held


def _filled(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells[:width], *[""] * (width - len(cells)))
