"""While its database is away the server lives and says so; phones wait, and in the end everything is there once."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from tests.e2e.running import Server
from tests.integration.faults.phones import Notes
from tests.integration.faults.watching import asked, require_everything_arrives, started_phones
from tests.waiting import wait_until


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
