"""One lock keeps a community's affairs in order, and everything that writes them takes it."""

from __future__ import annotations

import re
from pathlib import Path

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
ROW_LOCK = re.compile(r"\bwith_for_update\b")
# Guesses at codes are of no community, nor is how much is in the tables; the demo makes its community.
GUESSES = {"operations/open_card.py", "operations/sign_in_by_password.py", "operations/slow_guessing.py"}
WITHOUT_COMMUNITY = GUESSES | {"operations/refresh_statistics.py", "demo/fill.py", "demo/sign_ins.py"}


def files_with(pattern: re.Pattern[str]) -> set[str]:
    return {
        path.relative_to(WEBAPP).as_posix()
        for path in WEBAPP.rglob("*.py")
        if "migrations" not in path.parts and pattern.search(path.read_text())
    }


def test_no_row_is_locked_but_the_community_s():
    assert files_with(ROW_LOCK) == {"operations/transaction.py"}


def test_what_writes_a_community_s_affairs_takes_its_lock():
    assert files_with(re.compile(r"with transaction\(\)")) == WITHOUT_COMMUNITY
