"""A file with its bad rows marked and the reasons in a last column: mended, it can be imported as it is."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.office import file_words
from webapp.operations.import_file import Preview


def error_lines(judged: Preview) -> tuple[list[str], list[list[str]], set[int]]:
    """Headers, lines, and the places of those with a problem."""
    reasons = {row.number: file_words.problems(row.problems) for row in judged.rows}
    table = judged.file.table
    lines = [[*row.cells, reasons[row.number]] for row in table.rows]
    marked = {at for at, row in enumerate(table.rows) if reasons[row.number]}
    return [*table.headers, _("导入时的问题")], lines, marked
