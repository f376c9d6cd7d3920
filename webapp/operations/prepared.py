"""A transaction for what takes long to compute: it is done before the lock, and again under it if it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.orm import Session

from webapp.operations.transaction import transaction
from webapp.queries.moments import moment_of

Found = TypeVar("Found")


@contextmanager
def prepared_transaction(community_id: int, prepare: Callable[[], Found]) -> Iterator[tuple[Session, Found]]:
    """The session with what `prepare` found, which reads and writes nothing; others of the community don't wait for it.

    If anything was written since, it is asked again under the lock.
    """
    before, found = moment_of(community_id), prepare()
    with transaction(community_id) as session:
        if moment_of(community_id) != before:
            found = prepare()
        yield session, found
