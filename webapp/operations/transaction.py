"""The transaction of a use case: a write lock from its first statement, commit at its end, rollback on any error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from webapp.database import WRITE
from webapp.extensions import db


@contextmanager
def transaction() -> Iterator[Session]:
    """One write transaction. What was loaded before it is read again inside it."""
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside the transaction of an operation")
    session.rollback()
    session.connection(execution_options=WRITE)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def release_connection() -> None:
    """Give the connection back before a long wait: what stalls must not keep others from the database."""
    db.session.rollback()
