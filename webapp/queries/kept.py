"""What was counted of a community, kept in the process for as long as nothing was written that it rests on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, ScalarSelect

from webapp.database import WRITING
from webapp.extensions import db
from webapp.queries.moments import moment_of

Found = TypeVar("Found")
MOST = 64  # a month of 500 courtyards is about a megabyte


class Kept(NamedTuple):
    moment: Hashable
    found: Any


class Shelf:
    """By key what was found, each with the moment it is of; what nobody asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most, self._lock, self._kept = most, Lock(), OrderedDict[Hashable, Kept]()

    def find(self, key: Hashable) -> Kept | None:
        """Of whatever moment: whether it still holds is for who asks to say."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, moment: Hashable, found: Any) -> None:
        with self._lock:
            self._kept[key] = Kept(moment, found)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


_shelves: WeakKeyDictionary[Engine, Shelf] = WeakKeyDictionary()


def kept(
    community_id: int, key: Hashable, count: Callable[[], Found], beside: Sequence[ScalarSelect[int]] = ()
) -> Found:
    """What `count` finds, which must be frozen and hold no rows of the session; `key` names it and what else it
    depends on, like the day, `beside` what it depends on that the community's moment knows nothing of. Whoever is
    writing counts anew: what it wrote has not come to an end.
    """
    if _is_writing():
        return count()
    here, moment, shelf = (community_id, key), moment_of(community_id, beside), _shelf()
    before = shelf.find(here)
    if before is not None and before.moment == moment:
        return before.found
    found = count()
    # If somebody wrote meanwhile this may be half of each; then it belongs to a moment that nobody meets again.
    shelf.keep(here, moment, found)
    return found


def known(community_id: int, key: Hashable) -> Any:
    """What is kept and still holds, else None: for who needs a part of it, which by itself is counted sooner."""
    before = _shelf().find((community_id, key))
    if before is None or _is_writing() or moment_of(community_id) != before.moment:
        return None
    return before.found


def _shelf() -> Shelf:
    return _shelves.setdefault(db.engine, Shelf(MOST))


def _is_writing() -> bool:
    return bool(db.session.connection().get_execution_options().get(WRITING))
