"""These tests run over both databases, whichever the suite runs over."""

from __future__ import annotations

import pytest

from tests.conftest import migrate
from tests.databases import KINDS, Databases, SqliteDatabases


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    folder = tmp_path_factory.mktemp("migrated")
    return SqliteDatabases(folder, lambda url: migrate(folder, url))


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest) -> Databases:
    return request.getfixturevalue(f"{request.param}_databases")
