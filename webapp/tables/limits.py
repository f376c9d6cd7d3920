"""How large a file may be, and why one is refused."""

from __future__ import annotations

MOST_BYTES = 8 << 20
MOST_UNPACKED = 32 << 20
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000
MOST_LETTERS = 1_000  # of one cell


class TableRefused(Exception):
    """The whole file can't be read; `code` says why: empty, too_large, too_many, old_excel, not_a_table, …"""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
