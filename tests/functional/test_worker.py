"""The worker in processes of its own: beside a server, alone, killed, and told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import make_settings
from tests.e2e.running import SURROUNDINGS
from tests.factories.jobs import count_to, done, with_jobs
from tests.functional.test_cli import Started, sanbao
from tests.processes import children_of
from tests.waiting import wait_until
from webapp import schedule
from webapp.jobs import start_job

WITHIN = 30
WORKER = "from tests.factories.jobs import run_worker_with_jobs; run_worker_with_jobs()"


@pytest.fixture(autouse=True)
def _usual_schedule(monkeypatch):
    monkeypatch.setattr(schedule, "ON_DEMAND", ())
    monkeypatch.setattr(schedule, "BY_THE_CLOCK", ())


def is_worker(process: int) -> bool:
    """The child that was started anew, not forked from the server."""
    return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()


def is_fork(process: int, parent: int) -> bool:
    """What answers requests was forked from the server, so it has the same command."""
    return Path(f"/proc/{process}/cmdline").read_bytes() == Path(f"/proc/{parent}/cmdline").read_bytes()


def workers_of(server: Started) -> list[int]:
    return [each for each in children_of(server.process.pid) if is_worker(each)]


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data"
    assert sanbao("init", "--data", folder).returncode == 0
    return folder


def test_serve_has_one_worker_and_ends_it(folder):
    server = Started("serve", folder)
    [worker] = workers_of(server)
    assert server.end() == 0
    assert not is_alive(worker)


def test_a_server_that_is_killed_takes_its_worker_along(folder):
    server = Started("serve", folder)
    [worker] = workers_of(server)
    server.end(signal.SIGKILL)
    wait_until(lambda: not is_alive(worker))


def test_a_worker_that_is_killed_comes_back(folder):
    server = Started("serve", folder)
    [worker] = workers_of(server)
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: [each for each in workers_of(server) if each != worker])
    assert server.end() == 0


def test_serve_without_a_worker_has_none(folder):
    server = Started("serve", folder, "--no-worker")
    assert workers_of(server) == []
    assert server.end() == 0


def test_serve_with_two_processes_has_two_that_answer_and_ends_both(folder):
    server = Started("serve", folder, "--no-worker", "--processes", "2")
    answering = [each for each in children_of(server.process.pid) if is_fork(each, server.process.pid)]
    assert len(answering) == 2
    assert server.end() == 0
    assert not any(map(is_alive, answering))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_alone_does_what_waits_and_the_clocks_jobs_and_stops_cleanly(folder, number):
    with with_jobs(make_settings(folder)).app_context():
        start_job(count_to, 7, 3)
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(folder)], env=SURROUNDINGS, start_new_session=True)
    wait_until(lambda: {"7 counted to 3", "the clock"} <= set(done(folder)))
    worker.send_signal(number)
    assert worker.wait(WITHIN) == 0
