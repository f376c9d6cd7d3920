"""Runs migrations on the app's own engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from webapp import models  # noqa: F401
from webapp.database import WRITE
from webapp.extensions import db

MIGRATING = 30_300


def run_migrations() -> None:
    with db.engine.connect().execution_options(**WRITE) as connection, tables_made_anew(connection) as batch:
        context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=batch, compare_type=True)
        with context.begin_transaction():
            if not batch:  # servers that start at once wait for the first; SQLite's write lock does that by itself
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
            context.run_migrations()
            if batch and (lost := connection.execute(text("PRAGMA foreign_key_check")).all()):
                raise RuntimeError(f"{len(lost)} rows refer to what is not there: nothing was migrated")
        connection.commit()


@contextmanager
def tables_made_anew(connection: Connection) -> Iterator[bool]:
    """Whether tables are: SQLite alters one by making it anew, and would delete what refers to the old one."""
    if connection.dialect.name != "sqlite":
        yield False
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")  # before the transaction, inside it has no effect
    try:
        yield True
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


if context.is_offline_mode():
    raise RuntimeError("migrations need the database; write SQL files with another tool")
assert current_app, "migrations run inside the app"
run_migrations()
