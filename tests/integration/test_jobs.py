"""Jobs over both queues: a file in the data folder, and a real Redis."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from flask import Flask

from tests.conftest import make_settings
from tests.factories.jobs import break_down, count_to, done, with_jobs, work_off
from webapp import jobs, schedule
from webapp.jobs import JobState, Progress, forget_old_progress, progress_of, report, start_job
from webapp.queue import PlainSerializer

MINUTE = dt.datetime(2026, 11, 26, 12, 30)


@pytest.fixture(autouse=True)
def _usual_schedule(monkeypatch):
    monkeypatch.setattr(schedule, "ON_DEMAND", ())
    monkeypatch.setattr(schedule, "BY_THE_CLOCK", ())


@pytest.fixture(params=["file", "redis"])
def settings(request, tmp_path):
    url = request.getfixturevalue("redis_url") if request.param == "redis" else None
    return make_settings(tmp_path, redis_url=url)


@pytest.fixture
def app(settings) -> Flask:
    app = with_jobs(settings)
    with app.app_context():
        yield app


def state(identity: str) -> Progress:
    """Without the time, which the tests do not know."""
    found = progress_of(identity)
    assert found is not None
    return Progress(found.community_id, found.state, found.done, found.total)


def test_a_job_waits_runs_and_tells_how_far_it_is(app, settings):
    identity = start_job(count_to, 7, 3)
    assert state(identity) == Progress(7, JobState.WAITING)
    work_off(app)
    assert state(identity) == Progress(7, JobState.DONE, 3, 3)
    assert done(settings.data) == ["7 counted to 3"]


def test_what_one_process_queues_another_one_does(app, settings):
    start_job(count_to, 7, 3)
    work_off(with_jobs(settings))
    assert done(settings.data) == ["7 counted to 3"]


def test_a_broken_job_is_tried_again_and_in_the_end_has_failed(app):
    identity = start_job(break_down, 7)
    queue = app.extensions["jobs"].queue
    work_off(app)
    assert state(identity).state == JobState.WAITING
    for _ in range(jobs.RETRIES):
        for task in queue.storage.read_schedule(dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(hours=9)):
            later = queue.deserialize_task(task)
            later.eta = None
            queue.enqueue(later)
        work_off(app)
    assert state(identity).state == JobState.FAILED
    assert queue.storage.schedule_size() == 0


def test_two_workers_run_a_job_of_the_clock_once_a_minute(app, settings):
    workers = [app, with_jobs(settings)]
    for minute in (MINUTE, MINUTE, MINUTE + dt.timedelta(minutes=1), MINUTE + dt.timedelta(days=1)):
        for worker in workers:
            queue = worker.extensions["jobs"].queue
            for task in queue.read_periodic(minute):
                queue.enqueue(task)
    work_off(app)
    assert done(settings.data) == ["the clock"] * 3


def test_a_job_called_by_a_page_runs_there_and_reports_to_nobody(app, settings):
    report(1, 2)
    count_to(7, 2)
    assert done(settings.data) == ["7 counted to 2"]
    assert app.extensions["jobs"].queue.storage.result_items() == {}


def test_progress_is_forgotten_after_a_day(app, monkeypatch):
    old, new = start_job(count_to, 7, 1), start_job(count_to, 8, 1)
    work_off(app)
    kept = app.extensions["jobs"]
    found = kept.progress(old)
    at = found.at - jobs.SECONDS_KEPT - 1
    kept.queue.put_result(f"progress.{old}", {"community_id": 7, "state": "done", "done": 1, "total": 1, "at": at})
    forget_old_progress()
    assert (progress_of(old), state(new)) == (None, Progress(8, JobState.DONE, 1, 1))


def test_the_queue_never_runs_what_a_stranger_pickled():
    with pytest.raises(ValueError):
        PlainSerializer().deserialize(pickle.dumps({"message": ()}))
