"""The snapshot as pages read it: each part when it is asked for, and kept in this process until something changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from flask import current_app
from flask.blueprints import BlueprintSetupState

from webapp.blueprints.inspect import blueprint
from webapp.models import User
from webapp.queries.kept import Shelf
from webapp.queries.moments import moment_of_telling
from webapp.queries.snapshot import PARTS, Reading

MOST = 8  # snapshots; one of 500 courtyards is some 3 MB


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
    state.app.extensions["told"] = Shelf(MOST)


def told_to(user: User, today: dt.date) -> Told:
    """With the parts that were read for this person at the same moment; of an older one nothing is left."""
    shelf, moment = current_app.extensions["told"], (today, *moment_of_telling(user))
    before = shelf.find(user.id)
    if before is not None and before.moment == moment:
        return Told(user, today, before.found)
    parts: dict[str, Any] = {}
    shelf.keep(user.id, moment, parts)
    return Told(user, today, parts)
