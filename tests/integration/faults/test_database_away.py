"""While its database is away the server lives and says so; phones wait, and in the end everything is there once."""

from __future__ import annotations

import json
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.e2e.running import Server
from tests.integration.faults.evidence import require_all, require_honest_offsets
from tests.integration.faults.phones import Notes, Phone
from tests.integration.faults.places import Place

PATIENCE = 60


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def asked(server: Server, path: str) -> tuple[int, str | None, str]:
    try:
        with urllib.request.urlopen(f"{server.address}{path}", timeout=60) as answer:
            return answer.status, None, answer.read().decode()
    except urllib.error.HTTPError as problem:
        return problem.code, problem.headers["Retry-After"], problem.read().decode()


def started_phones(place: Place, server: Server, notes: Notes) -> list[Phone]:
    phones = [Phone(server.port, token, place.codes, number, notes) for number, token in enumerate(place.tokens, 1)]
    for phone in phones:
        phone.start()
    return phones


def require_everything_arrives(place: Place, notes: Notes, phones: list[Phone]) -> None:
    before = len(notes.acknowledged)
    wait_until(lambda: len(notes.acknowledged) > before)
    for phone in phones:
        phone.stop_making()
    for phone in phones:
        phone.join(120)
    assert [phone.trouble for phone in phones] == [None] * len(phones)
    require_honest_offsets(notes)
    require_all(place, notes)


def require_words_of_absence(server: Server, notes: Notes) -> None:
    assert asked(server, "/healthz")[0] == 200
    status, _, body = asked(server, "/readyz")
    assert (status, json.loads(body)) == (503, {"status": "away", "missing": ["database"]})
    assert set(notes.answers) <= {200, 201, 204, 503}
    assert all(wait and int(wait) > 0 for wait in notes.waits)
    assert server.process.poll() is None


def test_postgres_is_stopped_and_started_again(postgres_place, own_postgres):
    notes, server = Notes(), postgres_place.server().start()
    phones = started_phones(postgres_place, server, notes)
    wait_until(lambda: len(notes.acknowledged) >= 5)

    own_postgres.stop()
    try:
        wait_until(lambda: notes.answers.get(503, 0) >= 8)
        require_words_of_absence(server, notes)
        status, wait, page = asked(server, "/")
        assert (status, wait) == (503, "5")
        assert "数据库暂时没有答应" in page
    finally:
        own_postgres.start()

    require_everything_arrives(postgres_place, notes, phones)
    assert asked(server, "/readyz")[0] == 200
    server.stop()


def test_another_program_locks_the_file_of_sqlite(sqlite_place):
    notes, server = Notes(), sqlite_place.server().start()
    phones = started_phones(sqlite_place, server, notes)
    wait_until(lambda: len(notes.acknowledged) >= 5)

    other = sqlite3.connect(Path(sqlite_place.settings.data) / "sanbao.sqlite3", timeout=30, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    wait_until(lambda: notes.answers.get(503, 0) >= 4)
    require_words_of_absence(server, notes)
    other.execute("ROLLBACK")
    other.close()

    require_everything_arrives(sqlite_place, notes, phones)
    assert asked(server, "/readyz")[0] == 200
    server.stop()
