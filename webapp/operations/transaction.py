"""The transaction of a use case: a write lock from its first statement, commit at its end, rollback on any error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.database import WRITE
from webapp.extensions import db
from webapp.models import Community


@contextmanager
def transaction(community_id: int | None = None) -> Iterator[Session]:
    """One write transaction. What was loaded before it is read again inside it.

    Those of one community come one after the other, so that each sees what the one before it did: its lock is the first
    thing they take, and none ever waits for another in a circle. None is for what concerns no community's affairs.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside the transaction of an operation")
    session.rollback()
    session.connection(execution_options=WRITE)
    try:
        if community_id is not None:
            _lock_community(session, community_id)
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _lock_community(session: Session, community_id: int) -> None:
    """SQLite's write lock keeps everybody out already; here others may still add rows that refer to the community."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(Community.id).where(Community.id == community_id).with_for_update(key_share=True))


def lock_words(session: Session, *words: str) -> None:
    """Let those who count the same words come one after the other; of no community, so it has a lock by name."""
    if session.get_bind().dialect.name != "sqlite":
        for word in sorted(words):
            session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(word, 0))))
