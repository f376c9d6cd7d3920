"""The snapshot as pages read it: each part when it is asked for, and kept in this process until something changes."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Any

from flask import current_app
from flask.blueprints import BlueprintSetupState

from webapp.blueprints.inspect import blueprint
from webapp.models import User
from webapp.queries.moments import moment_of_telling
from webapp.queries.snapshot import PARTS, Reading

MOST = 8  # snapshots; one of 500 courtyards is some 3 MB


class Shelf:
    """The parts read for each person, with the moment they are of; whoever has not asked longest goes first."""

    def __init__(self) -> None:
        self._lock, self._kept = Lock(), OrderedDict[int, tuple[tuple, dict[str, Any]]]()

    def parts(self, person: int, moment: tuple) -> dict[str, Any]:
        """Those of this moment, to be added to; of an older one nothing is left."""
        with self._lock:
            kept_for, parts = self._kept.get(person, ((), {}))
            if kept_for != moment:
                parts = {}
            self._kept[person] = (moment, parts)
            self._kept.move_to_end(person)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return parts


class Told(Mapping[str, Any]):
    """A snapshot of which only those parts are read that a page shows; not to be changed, for others read it, too."""

    def __init__(self, user: User, today: dt.date, parts: dict[str, Any]) -> None:
        self._reading, self._parts = Reading(user, today), parts

    def __getitem__(self, name: str) -> Any:
        if name not in self._parts:
            self._parts[name] = PARTS[name](self._reading)
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(PARTS)

    def __len__(self) -> int:
        return len(PARTS)


@blueprint.record_once
def put_up(state: BlueprintSetupState) -> None:
    state.app.extensions["told"] = Shelf()


def told_to(user: User, today: dt.date) -> Told:
    return Told(user, today, current_app.extensions["told"].parts(user.id, (today, *moment_of_telling(user))))
