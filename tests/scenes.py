"""What many tests begin with: made once, then put back for each, database and photos, instead of made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import inspect

from tests.databases import Databases
from webapp.extensions import db

Cast = TypeVar("Cast")


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row is to be read again."""

    model: type
    key: tuple


@dataclass(frozen=True, slots=True)
class Made:
    """A dataclass whose fields may hold rows."""

    kind: type
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scene:
    """`cast` has a Row wherever what was made has a row of the database."""

    database: Any
    photos: Path
    cast: Any


class Scenes:
    def __init__(self, databases: Databases, folder: Path) -> None:
        self._databases, self._folder = databases, folder
        self._made: dict[Callable[[], Any], Scene] = {}

    def play(self, app: Flask, make: Callable[[], Cast]) -> Cast:
        """What `make` returns, a dataclass or several, and all that it does to the empty installation of this app."""
        if make in self._made:
            self._put_back(app, self._made[make])
        else:
            self._made[make] = self._keep(app, make())
        return read(self._made[make].cast)

    def _keep(self, app: Flask, made: Any) -> Scene:
        cast = rows_named(made)
        leave()
        settings = app.config["SANBAO"]
        photos = self._folder / f"photos-{len(self._made)}"
        shutil.copytree(settings.photos, photos)
        return Scene(self._databases.keep(settings.database_url), photos, cast)

    def _put_back(self, app: Flask, scene: Scene) -> None:
        leave()
        settings = app.config["SANBAO"]
        self._databases.put_back(scene.database, settings.database_url)
        shutil.copytree(scene.photos, settings.photos, dirs_exist_ok=True)


def leave() -> None:
    """No connection stays: the database is about to be copied."""
    db.session.remove()
    db.engine.dispose()


def rows_named(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(rows_named(each) for each in value)
    if isinstance(value, db.Model):
        return Row(type(value), inspect(value).identity)
    if is_dataclass(value) and not isinstance(value, type):
        return Made(type(value), {each.name: rows_named(getattr(value, each.name)) for each in fields(value)})
    return value


def read(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(read(each) for each in value)
    if isinstance(value, Row):
        return db.session.get(value.model, value.key)
    if isinstance(value, Made):
        return value.kind(**{name: read(each) for name, each in value.fields.items()})
    return value
