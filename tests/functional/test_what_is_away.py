"""A page says which part of the server is away; what only a program sends is that program's fault."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.conftest import app_over
from tests.factories.browsers import Browser
from tests.factories.checks import at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import photo_claim
from tests.factories.jobs import break_down
from tests.factories.users import make_user
from webapp import clock, jobs
from webapp.config import Bucket
from webapp.errors import log
from webapp.extensions import db
from webapp.jobs import start_job
from webapp.photo_store import Stores


class Told(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.levels: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.levels[record.getMessage()] = record.levelname


@pytest.fixture
def told() -> Iterator[Told]:
    handler = Told()
    log.addHandler(handler)
    yield handler
    log.removeHandler(handler)


def test_the_store_of_photos(app):
    inspector = make_user(make_community(), "inspector")
    sha256 = make_photo(inspector.community, b"nobody reads it")
    fault = {"W1": {"result": "fault", "photos": [photo_claim(sha256, 10)]}}
    make_check(inspector, make_courtyard(inspector.community), at(clock.now().date()), fault)
    away = Bucket("sanbao", "http://127.0.0.1:1", "us-east-1", "key", "secret")
    app.extensions["stores"] = Stores(replace(app.config["SANBAO"], bucket=away))
    answer = Browser(app, inspector).get(f"/inspect/photos/{sha256}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "照片库暂时没有答应" in answer.text
    assert "数据库" not in answer.text


def test_the_queue_of_jobs(app):
    app.config["SANBAO"] = replace(app.config["SANBAO"], redis_url="redis://127.0.0.1:1/0")
    jobs.init_app(app, [break_down], [])
    app.add_url_rule("/start", "start", lambda: start_job(break_down, 1))
    answer = app.test_client().get("/start", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "The queue of background jobs does not answer" in answer.text


def test_what_a_database_can_t_hold_is_no_trouble_of_the_server(postgres_databases, tmp_path, told):
    for app in app_over(postgres_databases, tmp_path):
        app.add_url_rule("/hold", "hold", lambda: str(db.session.scalar(text("SELECT CAST('three' AS integer)"))))
        assert app.test_client().get("/hold").status_code == 400
    assert told.levels == {"unstorable": "WARNING"}
