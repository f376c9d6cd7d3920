"""Fixtures on real parts: a real app over a real database in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from flask_migrate import upgrade

from tests.buckets import s3_bucket
from tests.databases import KINDS, Databases, PostgresDatabases, SqliteDatabases, postgres_cluster
from tests.redis import redis_server
from webapp import create_app
from webapp.config import Bucket, Settings, load_settings
from webapp.extensions import db

SECRET = "a secret for tests, long enough to be taken"


def make_settings(folder: Path, **overrides: object) -> Settings:
    settings = load_settings(folder, {}, secret_key=SECRET, **overrides)
    for place in (settings.photos, settings.uploads):
        place.mkdir(exist_ok=True)
    return settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=KINDS, default=KINDS[0], help="what the tests' data lies in")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with postgres_cluster() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_databases(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    folder = tmp_path_factory.mktemp("migrated")
    return PostgresDatabases(postgres, lambda url: migrate(folder, url))


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases of the kind that --database names."""
    if request.config.getoption("--database") == "postgres":
        return request.getfixturevalue("postgres_databases")
    folder = tmp_path_factory.mktemp("migrated")
    return SqliteDatabases(folder, lambda url: migrate(folder, url))


def migrate(folder: Path, url: str) -> None:
    app = create_app(make_settings(folder, database_url=url))
    with app.app_context():
        upgrade()
        db.engine.dispose()  # the last connection writes SQLite's journal back into the file


@pytest.fixture
def app(tmp_path: Path, databases: Databases) -> Iterator[Flask]:
    url = databases.fresh(tmp_path)
    app = create_app(make_settings(tmp_path, database_url=url))
    app.testing = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


class Client(FlaskClient):
    """The tests' app context outlives a request; what a request left in `g` must not reach the next one."""

    def open(self, *args, **kwargs):
        for name in list(g):
            g.pop(name)
        return super().open(*args, **kwargs)


@pytest.fixture
def client(app: Flask) -> Client:
    app.test_client_class = Client
    return app.test_client()


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    with redis_server(tmp_path) as url:
        yield url


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with s3_bucket() as bucket:
        yield bucket
