"""Fixtures on real parts: a real app over a real database in a folder of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from flask_migrate import upgrade

from webapp import create_app
from webapp.config import Settings, load_settings
from webapp.extensions import db

SECRET = "a secret for tests, long enough to be taken"


def make_settings(folder: Path, **overrides: object) -> Settings:
    settings = load_settings(folder, {}, secret_key=SECRET, **overrides)
    for place in (settings.photos, settings.uploads):
        place.mkdir(exist_ok=True)
    return settings


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest migration, made once and copied for every test."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(make_settings(folder))
    with app.app_context():
        upgrade()
        db.engine.dispose()  # the last connection writes the journal back into the file
    return folder / "sanbao.sqlite3"


@pytest.fixture
def app(tmp_path: Path, migrated_database: Path) -> Flask:
    shutil.copy(migrated_database, tmp_path / "sanbao.sqlite3")
    app = create_app(make_settings(tmp_path))
    app.testing = True
    with app.app_context():
        yield app


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
