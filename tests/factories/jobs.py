"""Jobs of the tests, run in the test's own process or in a worker's."""

from __future__ import annotations

import sys
from pathlib import Path

from flask import Flask, current_app
from huey import crontab

from webapp import create_app, schedule
from webapp import queue as queues
from webapp.config import Settings, load_settings
from webapp.jobs import report

READY = "ready"
CLOCK = "the clock"


class Broken(Exception):
    """What a job of the tests raises."""


def note(line: str) -> None:
    with (current_app.config["SANBAO"].data / "done.txt").open("a") as file:
        file.write(f"{line}\n")


def count_to(community_id: int, last: int) -> None:
    for number in range(1, last + 1):
        report(number, last)
    note(f"{community_id} counted to {last}")


def break_down(community_id: int) -> None:
    raise Broken


def keep_the_clock() -> None:
    note(CLOCK)


def done(folder: Path) -> list[str]:
    """What the jobs have noted so far."""
    path = folder / "done.txt"
    return path.read_text().splitlines() if path.exists() else []


def with_jobs(settings: Settings) -> Flask:
    schedule.ON_DEMAND = (count_to, break_down)
    schedule.BY_THE_CLOCK = ((keep_the_clock, crontab()),)
    return create_app(settings)


def work_off(app: Flask) -> None:
    """Run what waits in the queue, here and now."""
    queue = app.extensions["jobs"].queue
    while (task := queue.dequeue()) is not None:
        queue.execute(task)


def run_worker_with_jobs() -> None:
    """A worker on the folder that the command line names; it notes READY once it heeds a signal."""
    settings = load_settings(Path(sys.argv[1]))
    app = with_jobs(settings)
    queue = app.extensions["jobs"].queue

    @queue.on_startup()
    def say_so() -> None:
        with app.app_context():
            note(READY)

    queues.work_off(queue, threads=1)
