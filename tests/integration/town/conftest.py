"""A town with two servers that run, the same for all tests of this folder; each leaves both running."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.buckets import s3_bucket
from tests.databases import Databases
from tests.e2e.running import Server
from tests.integration.faults.places import make_place
from tests.integration.town.town import Town
from tests.redis import redis_server


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, postgres_databases: Databases) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    url = postgres_databases.fresh(folder)
    own = folder / "seen-by-the-test"
    own.mkdir()
    # A socket's path must be short.
    with s3_bucket() as bucket, tempfile.TemporaryDirectory() as short, redis_server(Path(short)) as redis_url:
        yield Town(make_place(own, url, bucket=bucket, redis_url=redis_url), folder)
    postgres_databases.drop(url)


@pytest.fixture(scope="module")
def servers(town: Town) -> Iterator[list[Server]]:
    both = [town.server(name).start() for name in ("one", "other")]
    yield both
    for server in both:
        server.stop()
