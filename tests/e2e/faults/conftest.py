"""How long the fault suite runs, by which seed, and the street and server that it works on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.e2e.faults.street import Street, make_street
from tests.e2e.running import Server

POSITIONS, CUTS, SEED = 20, 20, 1


@dataclass(frozen=True, slots=True)
class Length:
    """`positions` kills of the browser, `cuts` of the line; the same seed makes the same choices."""

    positions: int
    cuts: int
    seed: int


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--fault-positions", type=int, default=POSITIONS, help="how often the browser is killed; long: 200")
    group.addoption("--fault-cuts", type=int, default=CUTS, help="how often the line is cut; long: 500")
    group.addoption("--fault-seed", type=int, default=SEED, help="what moments and faults are chosen by")


@pytest.fixture(scope="session")
def length(pytestconfig: pytest.Config) -> Length:
    # The defaults stand twice: when pytest was not given this folder by name, it reads the options above too late.
    return Length(
        positions=pytestconfig.getoption("--fault-positions", POSITIONS),
        cuts=pytestconfig.getoption("--fault-cuts", CUTS),
        seed=pytestconfig.getoption("--fault-seed", SEED),
    )


@pytest.fixture(scope="session")
def untouched_street(tmp_path_factory: pytest.TempPathFactory, length: Length) -> Street:
    """More courtyards than any run can save checks of; made once and copied for every test."""
    return make_street(tmp_path_factory.mktemp("street") / "data", 30 + max(length.positions, length.cuts))


@pytest.fixture
def street(untouched_street: Street, tmp_path: Path) -> Street:
    return replace(untouched_street, folder=shutil.copytree(untouched_street.folder, tmp_path / "data"))


@pytest.fixture
def server(street: Street):
    server = Server(street.folder, "serve")
    yield server.start()
    server.stop()
