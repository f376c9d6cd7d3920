"""Connections: how one to SQLite behaves (WAL, full sync, write locks only for who writes), and when one is let go."""

from __future__ import annotations

import threading

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from webapp.extensions import db

BUSY_MILLISECONDS = 10_000
WRITING = "sanbao_write"
WRITE = {WRITING: True}
HAS_TURN = "sanbao_turn"


def prepare(engine: Engine) -> None:
    """Attach the connect and begin rules; PostgreSQL needs none of them."""
    if engine.dialect.name != "sqlite":
        return
    turns = Turns()
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", turns.begin)
    event.listen(engine, "checkin", turns.end)


def release_connection() -> None:
    """Give the connection back before a long wait: what stalls must not keep others from the database.

    Rows that were loaded are loaded again when they are asked for next.
    """
    db.session.rollback()


def _on_connect(connection, _record) -> None:
    # The driver's own transaction control would send a plain BEGIN that loses concurrent writes.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "synchronous=FULL",
        "trusted_schema=OFF",
        # Without it INSERT OR REPLACE deletes a row past the trigger that forbids it.
        "recursive_triggers=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Turns:
    """One writer at a time, as SQLite has it; but who waits for SQLite itself sleeps and looks again, some for seconds.

    So threads of one process queue here. Where that takes too long, as where another process writes, SQLite decides.
    """

    def __init__(self) -> None:
        self._free = threading.Lock()

    def begin(self, connection: Connection) -> None:
        if not connection.get_execution_options().get(WRITING, False):
            connection.exec_driver_sql("BEGIN")
            return
        # One connection may write several times before it is given back, as migrations do.
        if not connection.info.get(HAS_TURN):
            connection.info[HAS_TURN] = self._free.acquire(timeout=BUSY_MILLISECONDS / 1000)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def end(self, _connection: object, record: ConnectionPoolEntry) -> None:
        """The turn is over when the connection is given back: only then is the commit on disk."""
        if record.info.pop(HAS_TURN, False):
            self._free.release()
