"""How long the server's fault suite runs, by which seed, and the places it works in: SQLite's and PostgreSQL's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.faults.places import Place, Postgres, make_place

KILLS, SEED = 5, 1


@dataclass(frozen=True, slots=True)
class Length:
    """`kills` of the server on each database; the same seed makes the same choices."""

    kills: int
    seed: int


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("server faults")
    group.addoption("--server-kills", type=int, default=KILLS, help="how often the server is killed; long: 50")
    group.addoption("--server-seed", type=int, default=SEED, help="what moments are chosen by")


@pytest.fixture(scope="session")
def length(pytestconfig: pytest.Config) -> Length:
    # The defaults stand twice: when pytest was not given this folder by name, it reads the options above too late.
    return Length(pytestconfig.getoption("--server-kills", KILLS), pytestconfig.getoption("--server-seed", SEED))


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[Postgres]:
    """A PostgreSQL that these tests may stop and start."""
    with tempfile.TemporaryDirectory(prefix="sanbao-faults-") as folder:
        postgres = Postgres(Path(folder) / "data")
        yield postgres
        postgres.end()


@pytest.fixture
def sqlite_place(tmp_path: Path) -> Place:
    return make_place(tmp_path / "data", None)


@pytest.fixture
def postgres_place(tmp_path: Path, own_postgres: Postgres) -> Place:
    return make_place(tmp_path / "data", own_postgres.new_database())


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest) -> Place:
    return request.getfixturevalue(f"{request.param}_place")
