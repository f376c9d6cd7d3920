"""The same tests over SQLite and over PostgreSQL, whichever the others run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import app_over
from tests.databases import KINDS


@pytest.fixture(params=KINDS)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Instead of the one over the database that --database names."""
    yield from app_over(request.getfixturevalue(f"{request.param}_databases"), tmp_path)
