"""Fixtures on real parts: a real app over a real database in a folder of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from flask_migrate import upgrade

from tests.buckets import s3_bucket
from tests.cheap_hashes import hash_cheaply
from tests.compiled import compile_once, share_statements
from tests.databases import KINDS, Databases, PostgresDatabases, SqliteDatabases, in_haste, postgres_cluster
from tests.redis import redis_server
from tests.scenes import Scenes
from webapp import create_app
from webapp.config import Bucket, Settings, load_settings
from webapp.extensions import db

compile_once()
hash_cheaply()
BROWSERS = Path(__file__).parent / "e2e"
SECRET = "a secret for tests, long enough to be taken"


def make_settings(folder: Path, **overrides: object) -> Settings:
    settings = load_settings(folder, {}, secret_key=SECRET, **overrides)
    for place in (settings.photos, settings.uploads):
        place.mkdir(exist_ok=True)
    return settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=(*KINDS, "both"), default=KINDS[0], help="what the tests' data lies in")


def keep_what_is_there() -> None:
    """Modules and collected tests stay to the end: whoever collects garbage need not walk through them each time."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers' tests first, they take longest: what two processes end with is short, so that neither waits long."""
    items.sort(key=lambda item: BROWSERS not in item.path.parents)


def pytest_collection_finish() -> None:
    keep_what_is_there()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """With --database both, whatever asks the database is asked of either."""
    if "databases" in metafunc.fixturenames and metafunc.config.getoption("--database") == "both":
        metafunc.parametrize("databases", KINDS, indirect=True, scope="session")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with postgres_cluster() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_databases(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    folder = tmp_path_factory.mktemp("migrated")
    return PostgresDatabases(postgres, lambda url: migrate(folder, url))


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    folder = tmp_path_factory.mktemp("migrated")
    return SqliteDatabases(folder, lambda url: migrate(folder, url))


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of the kind that --database names."""
    kind = getattr(request, "param", request.config.getoption("--database"))
    databases = request.getfixturevalue(f"{kind}_databases")
    keep_what_is_there()
    return databases


@pytest.fixture(scope="session")
def scenes(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(databases, tmp_path_factory.mktemp("scenes"))


def migrate(folder: Path, url: str) -> None:
    app = create_app(make_settings(folder, database_url=url))
    with app.app_context():
        upgrade()
        db.engine.dispose()  # the last connection writes SQLite's journal back into the file


@pytest.fixture
def app(tmp_path: Path, databases: Databases) -> Iterator[Flask]:
    yield from app_over(databases, tmp_path)


def app_over(databases: Databases, folder: Path) -> Iterator[Flask]:
    """An app in its context, over a database of its own that goes with it."""
    url = databases.fresh(folder)
    app = create_app(make_settings(folder, database_url=url))
    app.testing = True
    with app.app_context():
        in_haste(db.engine)
        share_statements(db.engine)
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
