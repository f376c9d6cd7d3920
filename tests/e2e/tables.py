"""What lies in a running server's SQLite, as a test asks for it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.waiting import wait_until

ARRIVES_WITHIN = 30


def rows_in(folder: Path, query: str) -> list[tuple]:
    with sqlite3.connect(folder / "sanbao.sqlite3", timeout=10) as database:
        return database.execute(query).fetchall()


def wait_for_rows(folder: Path, query: str, expected: list[tuple]) -> None:
    """Until the server has taken in what a phone sends."""
    wait_until(lambda: rows_in(folder, query) == expected, within=ARRIVES_WITHIN, saying=lambda: rows_in(folder, query))
