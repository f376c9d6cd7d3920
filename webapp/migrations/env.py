"""Runs migrations on the app's own engine."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from webapp import models  # noqa: F401
from webapp.database import WRITE
from webapp.extensions import db

MIGRATING = 30_300


def run_migrations() -> None:
    with db.engine.connect().execution_options(**WRITE) as connection:
        batch = connection.dialect.name == "sqlite"  # SQLite alters a table by making it anew
        context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=batch, compare_type=True)
        with context.begin_transaction():
            if not batch:  # servers that start at once wait for the first; SQLite's write lock does that by itself
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
            context.run_migrations()
        connection.commit()


if context.is_offline_mode():
    raise RuntimeError("migrations need the database; write SQL files with another tool")
assert current_app, "migrations run inside the app"
run_migrations()
