"""A table out of a file, as texts: what its columns mean, and its rows with the numbers people see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1 as the file shows it; a cell that is empty or missing is ""."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`headers` are the file's own words; `fields` say which of the known columns each is, "" for none.

    `refused` are the headers of columns that held identity-card numbers: nothing of them is in the rows.
    """

    headers: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row number and cells by field; of two columns with one meaning the first that is filled."""
        for row in self.rows:
            cells: dict[str, str] = {}
            for field, cell in zip(self.fields, row.cells, strict=True):
                if field and not cells.get(field):
                    cells[field] = cell
            yield row.number, cells

    def with_rows(self, rows: tuple[Row, ...], refused: tuple[str, ...]) -> Table:
        return replace(self, rows=rows, refused=refused)
