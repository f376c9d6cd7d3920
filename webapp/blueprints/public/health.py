"""Is the process alive, and can it work?"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from webapp.blueprints.public import blueprint
from webapp.database import BUSY_MILLISECONDS, WRITE, release_connection
from webapp.extensions import db
from webapp.photo_store import photos

LOCKED_MILLISECONDS = 2_000


@blueprint.get("/healthz")
def healthz():
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz():
    """200 when database and photo store answer, else 503 with what does not."""
    missing = [name for name, works in (("database", _database_works), ("photos", _photos_work)) if not works()]
    return ({"status": "away", "missing": missing}, 503) if missing else {"status": "ready"}


def _database_works() -> bool:
    """It answers, and lets somebody write: a file that another program has locked is of no use."""
    try:
        db.session.execute(text("SELECT 1 FROM community LIMIT 1"))
        return db.engine.dialect.name != "sqlite" or _sqlite_lets_write()
    except SQLAlchemyError:
        return False
    finally:
        release_connection()


def _sqlite_lets_write() -> bool:
    with db.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {LOCKED_MILLISECONDS}")
        try:
            connection.execution_options(**WRITE).execute(text("SELECT 1"))
            connection.rollback()
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    return True


def _photos_work() -> bool:
    return photos().works()
