"""What was counted of a community, kept in the process for as long as nothing was written that it rests on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, ScalarSelect

from webapp.database import WRITING
from webapp.extensions import db
from webapp.queries.moments import moment_of

Found = TypeVar("Found")
MOST = 64  # a month of 500 courtyards is about a megabyte

_lock = Lock()
_kept: WeakKeyDictionary[Engine, OrderedDict[Hashable, tuple[Hashable, Any]]] = WeakKeyDictionary()


def kept(
    community_id: int, key: Hashable, count: Callable[[], Found], beside: Sequence[ScalarSelect[int]] = ()
) -> Found:
    """What `count` finds, which must be frozen and hold no rows of the session; `key` names it and what else it
    depends on, like the day, `beside` what it depends on that the community's moment knows nothing of. Whoever is
    writing counts anew: what it wrote has not come to an end.
    """
    if db.session.connection().get_execution_options().get(WRITING):
        return count()
    here, moment = (community_id, key), moment_of(community_id, beside)
    with _lock:
        results = _kept.setdefault(db.engine, OrderedDict())
        before = results.get(here)
        if before is not None and before[0] == moment:
            results.move_to_end(here)
            return before[1]
    found = count()
    # If somebody wrote meanwhile this may be half of each; then it belongs to a moment that nobody meets again.
    with _lock:
        results[here] = (moment, found)
        results.move_to_end(here)
        while len(results) > MOST:
            results.popitem(last=False)
    return found


def known(community_id: int, key: Hashable) -> Any:
    """What is kept and still holds, else None: for who needs a part of it, which by itself is counted sooner."""
    with _lock:
        before = _kept.setdefault(db.engine, OrderedDict()).get((community_id, key))
    is_writing = db.session.connection().get_execution_options().get(WRITING)
    return None if before is None or is_writing or moment_of(community_id) != before[0] else before[1]
