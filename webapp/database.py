"""How a connection to SQLite behaves: WAL, full sync, and write locks taken only by those who write."""

from __future__ import annotations

from sqlalchemy import Engine, event

BUSY_MILLISECONDS = 10_000
WRITE = {"sanbao_write": True}


def prepare(engine: Engine) -> None:
    """Attach the connect and begin rules; PostgreSQL needs none of them."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


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


def _on_begin(connection) -> None:
    write = connection.get_execution_options().get("sanbao_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
