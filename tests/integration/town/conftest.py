"""A town with two servers that run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.e2e.running import Server
from tests.integration.faults.places import make_place
from tests.integration.town.town import Town
from webapp.config import Bucket


@pytest.fixture
def town(tmp_path: Path, postgres_databases: Databases, bucket: Bucket, redis_url: str) -> Iterator[Town]:
    url = postgres_databases.fresh(tmp_path)
    (tmp_path / "seen-by-the-test").mkdir()
    yield Town(make_place(tmp_path / "seen-by-the-test", url, bucket=bucket, redis_url=redis_url), tmp_path)
    postgres_databases.drop(url)


@pytest.fixture
def servers(town: Town) -> Iterator[list[Server]]:
    both = [town.server(name).start() for name in ("one", "other")]
    yield both
    for server in both:
        server.stop()
