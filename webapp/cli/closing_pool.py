"""Months of many communities closed side by side, by processes that share nothing but the database."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache

import click
from flask import Flask

from webapp import create_app, logs
from webapp.cli.children import SPAWN, end_with_parent
from webapp.config import Settings
from webapp.domain.months.closing import Closing, Outcome
from webapp.extensions import db
from webapp.models import User
from webapp.operations.close_month import close_month

MOST_BY_ITSELF = 4
WORTH_A_PROCESS = 50  # communities: a process takes seconds to begin


@dataclass(frozen=True, slots=True)
class Task:
    """A community's month; `publisher` is the id of the staff user who asked for its publication."""

    community_id: int
    label: str
    month: str
    publisher: int | None = None


def usual_processes(communities: int) -> int:
    """As many as there are processors, where the work is worth them; what takes long waits for no lock of another's."""
    return max(1, min(os.cpu_count() or 1, MOST_BY_ITSELF, communities // WORTH_A_PROCESS))


def close_all(settings: Settings, tasks: Sequence[Task], processes: int) -> Iterator[tuple[Task, Closing]]:
    """Each with what became of it, in their order."""
    if processes == 1:
        app = create_app(settings)
        yield from ((task, _close(app, task)) for task in tasks)
    else:
        yield from _side_by_side(settings, tasks, processes)


def _side_by_side(settings: Settings, tasks: Sequence[Task], processes: int) -> Iterator[tuple[Task, Closing]]:
    """Stopped in the middle, those that are begun are finished first."""
    pool = ProcessPoolExecutor(processes, mp_context=SPAWN, initializer=_begin)
    try:
        begun = [(task, pool.submit(_close_beside, settings, task)) for task in tasks]
        for task, future in begun:
            yield task, future.result()
    except BrokenProcessPool as problem:
        raise click.ClickException(
            "一个进程被结束了，多半是内存不够。再来一次，做好的不会重做。\n"
            "A process was killed, for lack of memory perhaps. Run it again: what is done is not done again."
        ) from problem
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    end_with_parent()
    # The terminal interrupts all processes; this one ends when the parent has no more work for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _close_beside(settings: Settings, task: Task) -> Closing:
    return _close(_app(settings), task)


@cache
def _app(settings: Settings) -> Flask:
    return create_app(settings)


def _close(app: Flask, task: Task) -> Closing:
    """In a context of its own, with which goes what was loaded."""
    with app.app_context():
        try:
            publisher = db.session.get(User, task.publisher) if task.publisher else None
            return close_month(task.community_id, task.month, publisher)
        except Exception as problem:  # noqa: BLE001, whatever it is: the next community must not pay for it
            click.echo(json.dumps({"community": task.community_id, "error": logs.describe(problem)}), err=True)
            return Closing(Outcome.FAILED, type(problem).__name__)
