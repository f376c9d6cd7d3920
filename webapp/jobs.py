"""Work beside the requests: start a job, report from inside it how far it is, read that from a page."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property, partial, update_wrapper
from typing import Any

from flask import Flask, current_app
from huey import Huey
from huey.api import TaskWrapper

from webapp import metrics
from webapp.queue import open_queue

RETRIES = 3
SECONDS_BEFORE_RETRY = 10
SECONDS_KEPT = 24 * 3600

Job = Callable[..., object]
Timetable = Callable[[datetime], bool]
_running: ContextVar[str | None] = ContextVar("running job", default=None)


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total`, in what the job counts; `at` in seconds since 1970.

    A page asks whose job it is before it shows it.
    """

    community_id: int
    state: str
    done: int = 0
    total: int = 0
    at: int = 0


def init_app(app: Flask, on_demand: Sequence[Job], by_the_clock: Sequence[tuple[Job, Timetable]]) -> None:
    """`on_demand` are the jobs that start_job() knows; `by_the_clock` run when their timetable says so."""
    app.extensions["jobs"] = Jobs(app, on_demand, by_the_clock)


def start_job(job: Job, community_id: int, *arguments: int | str) -> str:
    """Queue `job(community_id, *arguments)` and return its id; call it after the transaction, not inside.

    A worker that is killed loses the job it is at: what must happen is found again by a job of the clock.
    Arguments are ids and numbers. They stand in the queue, so they hold nothing personal.
    """
    jobs = _jobs()
    task = jobs.task_of(job).s(community_id, *arguments)
    jobs.note(task.id, Progress(community_id, JobState.WAITING))
    jobs.queue.enqueue(task)
    return task.id


def report(done: int, total: int) -> None:
    """Say how far the running job is; outside a job, as when an operation is called by a page, it does nothing."""
    identity = _running.get()
    if identity is not None:
        found = _jobs().progress(identity)
        if found is not None:
            _jobs().note(identity, replace(found, done=done, total=total))


def progress_of(identity: str) -> Progress | None:
    """How far the job is, for a day after its last sign of life."""
    return _jobs().progress(identity)


def forget_old_progress() -> None:
    """A job of the clock; Redis forgets by itself."""
    queue = _jobs().queue
    for key in list(queue.storage.result_items()):
        found = queue.get(key, peek=True)
        if isinstance(found, dict) and found["at"] < time.time() - SECONDS_KEPT:
            queue.delete(key)


class Jobs:
    """The jobs this installation knows, over its queue."""

    def __init__(self, app: Flask, on_demand: Sequence[Job], by_the_clock: Sequence[tuple[Job, Timetable]]) -> None:
        self.app, self.on_demand, self.by_the_clock = app, on_demand, by_the_clock
        self._tasks: dict[Job, TaskWrapper] = {}

    @cached_property
    def queue(self) -> Huey:
        """Opened when first needed: most requests start no job."""
        settings = self.app.config["SANBAO"]
        queue = open_queue(settings.data / "jobs.sqlite3", settings.redis_url)
        for job in self.on_demand:
            make = queue.task(retries=RETRIES, retry_delay=SECONDS_BEFORE_RETRY, retry_backoff=2, context=True)
            self._tasks[job] = make(update_wrapper(partial(self._run, job), job))
        for job, timetable in self.by_the_clock:
            queue.periodic_task(timetable)(update_wrapper(partial(self._run_by_the_clock, job), job))
        return queue

    def task_of(self, job: Job) -> TaskWrapper:
        assert self.queue is not None  # opening it fills the tasks
        return self._tasks[job]

    def note(self, identity: str, progress: Progress) -> None:
        self.queue.put_result(f"progress.{identity}", asdict(replace(progress, at=int(time.time()))))

    def progress(self, identity: str) -> Progress | None:
        found = self.queue.get(f"progress.{identity}", peek=True)
        return Progress(**found) if found else None

    def _run(self, job: Job, community_id: int, *arguments: Any, task: Any) -> None:
        """In the worker: the job in a context of its own, with its state told before and after."""
        with self.app.app_context():
            _running.set(task.id)
            self._tell(task.id, community_id, JobState.RUNNING)
            try:
                job(community_id, *arguments)
            except BaseException:
                self._tell(task.id, community_id, JobState.WAITING if task.retries else JobState.FAILED)
                metrics.JOBS.labels(job.__name__, "failed").inc()
                raise
            finally:
                _running.set(None)
            self._tell(task.id, community_id, JobState.DONE)
            metrics.JOBS.labels(job.__name__, "done").inc()

    def _tell(self, identity: str, community_id: int, state: JobState) -> None:
        found = self.progress(identity) or Progress(community_id, state)
        self.note(identity, replace(found, state=state))

    def _run_by_the_clock(self, job: Job) -> None:
        with self.app.app_context():
            try:
                job()
            except BaseException:
                metrics.JOBS.labels(job.__name__, "failed").inc()
                raise
            metrics.JOBS.labels(job.__name__, "done").inc()


def _jobs() -> Jobs:
    return current_app.extensions["jobs"]
