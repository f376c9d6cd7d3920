"""Let the database learn how much is in it, by which it chooses indexes."""

from __future__ import annotations

from sqlalchemy import text

from webapp.operations.transaction import transaction

# Look at every table, not only at those this connection asked; count anew where much has changed. SQLite's manual.
OPTIMIZE = text("PRAGMA optimize=0x10002")


def refresh_statistics() -> None:
    """SQLite does so only when it is told to; PostgreSQL by itself."""
    with transaction() as session:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(OPTIMIZE)
