"""/metrics: only for who has the token, true while the database is away, and summed over all processes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.conftest import make_settings
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry
from tests.factories.users import make_device, make_user
from webapp import clock, create_app
from webapp.extensions import db
from webapp.models import ReceivedEntry
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.settle_entry import dismiss_entry

TOKEN = "a-token-for-prometheus-alone"
ASK = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def measured(app):
    """The app of the test's database, with a token."""
    return create_app(replace(app.config["SANBAO"], metrics_token=TOKEN))


def figures(text: str) -> dict[tuple, float]:
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_a_token_of_its_own_an_installation_has_no_metrics(client):
    assert client.get("/metrics", headers=ASK).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer 钥匙"])
def test_a_wrong_token_is_refused(measured, given):
    answer = measured.test_client().get("/metrics", headers={"Authorization": given.encode().decode("latin-1")})
    assert answer.status_code == 401


def test_what_happens_is_counted(measured):
    with measured.app_context():
        inspector = make_user(make_community(), "inspector")
        courtyard = make_courtyard(inspector.community)
        token = make_device(inspector)[1]
        [entry] = deliver(make_entry(courtyard))
    client = measured.test_client()
    before = figures(client.get("/metrics", headers=ASK).text)
    told = [{"digest": entry.digest, "text": entry.text}, {"digest": entry.digest, "text": "broken"}]
    with measured.app_context():
        body = {"protocol": 1, "device_time": clock.now_milliseconds(), "entries": told}
    assert client.post("/api/v1/batches", json=body, headers={"Authorization": f"Bearer {token}"}).status_code == 200
    after = figures(client.get("/metrics", headers=ASK).text)

    def risen(name: str, **labels: str) -> float:
        key = (name, *sorted(labels.items()))
        return after.get(key, 0) - before.get(key, 0)

    assert risen("sanbao_entries_received_total", outcome="accepted") == 1
    assert risen("sanbao_entries_received_total", outcome="rejected") == 1
    assert risen("sanbao_requests_total", route="/api/v1/batches", method="POST", status="200") == 1
    assert risen("sanbao_request_seconds_count", route="/api/v1/batches") == 1
    assert risen("sanbao_request_database_seconds_sum", route="/api/v1/batches") > 0
    assert risen("sanbao_entries_aside") == 1
    assert after[("sanbao_database_up",)] == 1


def entries_aside(client) -> float:
    return figures(client.get("/metrics", headers=ASK).text)[("sanbao_entries_aside",)]


def test_an_entry_that_staff_have_settled_waits_no_longer(measured):
    client = measured.test_client()
    with measured.app_context():
        inspector = make_user(make_community(), "inspector")
        staff = make_user(inspector.community, "staff")
        receive_delivery(Sender.of(inspector), clock.now_milliseconds(), deliver("broken"))
        assert entries_aside(client) == 1
        assert dismiss_entry(staff, db.session.query(ReceivedEntry).one().id, "看不懂") is None
        assert entries_aside(client) == 0


def test_while_the_database_is_away_it_says_so(tmp_path):
    away = f"sqlite:///{tmp_path / 'nowhere' / 'sanbao.sqlite3'}"
    client = create_app(make_settings(tmp_path, metrics_token=TOKEN, database_url=away)).test_client()
    answer = client.get("/metrics", headers=ASK)
    assert answer.status_code == 200
    assert figures(answer.text)[("sanbao_database_up",)] == 0


COUNTING = """
import sys
from pathlib import Path
from tests.conftest import make_settings
from webapp import create_app
client = create_app(make_settings(Path(sys.argv[1]), metrics_token=sys.argv[2])).test_client()
for _ in range(int(sys.argv[3])):
    client.get("/healthz")
print(client.get("/metrics", headers={"Authorization": f"Bearer {sys.argv[2]}"}).text)
"""


def test_processes_that_share_a_folder_add_up(app, tmp_path):
    shared = tmp_path / "counters"
    shared.mkdir()
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(shared), "PYTHONPATH": str(root)}
    for count, total in ((2, 2), (3, 5)):
        command = [sys.executable, "-c", COUNTING, str(app.config["SANBAO"].data), TOKEN, str(count)]
        told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout
        key = ("sanbao_requests_total", ("method", "GET"), ("route", "/healthz"), ("status", "200"))
        assert figures(told)[key] == total
