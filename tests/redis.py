"""A Redis of the tests' own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NotYet

from tests.waiting import wait_until

STARTED_WITHIN = 30


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """Its URL; it listens on a socket in `folder` and keeps nothing."""
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with (folder / "redis.log").open("wb") as log:
        process = subprocess.Popen(["redis-server", *options], stdout=log, stderr=log)
    url = f"unix://{socket}"
    wait_until(lambda: _answers(url) or process.poll() is not None, within=STARTED_WITHIN)
    assert process.poll() is None, (folder / "redis.log").read_text()
    yield url
    process.terminate()
    process.wait(30)


def _answers(url: str) -> bool:
    try:
        return bool(Redis.from_url(url).ping())
    except NotYet:
        return False
