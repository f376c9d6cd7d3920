"""The log of a real server tells what happened, and nothing of the people it happened to."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.conftest import SECRET, make_settings
from tests.e2e.running import Server
from tests.factories.entries import deliver, make_entry
from tests.factories.neighbourhoods import PIN, TODAY, make_neighbourhood
from tests.factories.users import PASSWORD, make_device
from webapp import clock, create_app
from webapp.cli.installation import prepare
from webapp.extensions import db
from webapp.logs import JsonLines

NOTE, SEARCHED, TYPED = "门口两袋垃圾是李家的", "张三丰", "a-password-nobody-has"
METRICS_TOKEN = "a-token-for-prometheus-alone"


class Visitor:
    """One browser, or one phone; every answer is of use, whatever its status."""

    def __init__(self, address: str) -> None:
        self.address, self.cookies = address, CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, path: str, body: dict | bytes | None = None, **headers: str) -> tuple[int, str, dict[str, str]]:
        data = urllib.parse.urlencode(body).encode() if isinstance(body, dict) else body
        given = {"Origin": self.address, "Sec-Fetch-Site": "same-origin", **headers}
        request = urllib.request.Request(self.address + path, data, given)
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers)
        except urllib.error.HTTPError as problem:
            return problem.code, problem.read().decode(), dict(problem.headers)


@pytest.fixture
def secrets(tmp_path: Path) -> dict[str, str]:
    """An installation in tmp_path/data, and all that its log must not tell."""
    with prepare(make_settings(tmp_path / "data")).app_context(), clock.at(TODAY):
        home = make_neighbourhood()
        device, token = make_device(home.inspector)
        entry = make_entry(home.yards[1], faults={"W1": {"result": "fault", "note": NOTE}})
        [delivered] = deliver(entry)
        told = {
            "username": home.staff.username,
            "owner": "何桂芳",
            "tenant": "李秀英",
            "person": home.inspector.name,
            "code": home.household.code,
            "plate": home.yards[0].code,
            "phone": device.phone,
            "token": token,
            "check": entry["id"],
            "text": delivered.text,
            "digest": delivered.digest,
            "photo": home.sha256,
        }
        db.session.remove()
        db.engine.dispose()
    return told


def delivery_of(secrets: dict[str, str]) -> bytes:
    entry = {"digest": secrets["digest"], "text": secrets["text"]}
    now = int(TODAY.timestamp() * 1000)
    return json.dumps({"protocol": 1, "device_time": now, "entries": [entry]}).encode()


def main_job(address: str, secrets: dict[str, str]) -> list[Visitor]:
    """Sign in, deliver, review, open a card, look at a door; each also as somebody who gets it wrong."""
    staff, resident, phone = Visitor(address), Visitor(address), Visitor(address)
    staff.ask("/auth/sign-in", {"username": secrets["username"], "password": TYPED})
    assert staff.ask("/auth/sign-in", {"username": secrets["username"], "password": PASSWORD})[0] == 200
    bearer = {"Authorization": f"Bearer {secrets['token']}"}
    delivered = phone.ask("/api/v1/batches", delivery_of(secrets), **bearer, **{"Content-Type": "application/json"})
    assert json.loads(delivered[1])["receipts"][0]["outcome"] == "accepted"
    assert phone.ask("/api/v1/snapshot", **bearer)[0] == 200
    assert phone.ask("/api/v1/snapshot", Authorization="Bearer somebody-elses-token")[0] == 401
    assert phone.ask("/api/v1/batches", NOTE.encode(), **bearer)[0] == 400
    phone.ask(f"/api/v1/files/{secrets['photo']}", **bearer)
    assert staff.ask("/staff/")[0] == 200
    staff.ask(f"/staff/checks/{secrets['check']}/")
    resident.ask("/card/", {"code": secrets["code"], "pin": "000000"})
    assert resident.ask("/card/", {"code": secrets["code"], "pin": PIN})[0] == 200
    assert resident.ask(f"/d/{secrets['plate']}/?who={urllib.parse.quote(SEARCHED)}")[0] == 200
    assert resident.ask(f"/{urllib.parse.quote(SEARCHED)}/{secrets['code']}")[0] == 404
    assert resident.ask("/card/?q=" + secrets["token"], **{"X-Request-Id": SEARCHED.encode().hex()})[0] == 200
    return [staff, resident, phone]


def log_lines(server: Server) -> list[dict]:
    return [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]


def test_main_job_leaves_nothing_of_anybody_in_the_log(secrets, tmp_path):
    environment = {"SANBAO_SECRET_KEY": SECRET, "SANBAO_TODAY": f"{TODAY:%Y-%m-%d}", "SANBAO_LOG_LEVEL": "debug"}
    environment["SANBAO_METRICS_TOKEN"] = METRICS_TOKEN
    server = Server(tmp_path / "data", "serve", environment=environment, has_worker=True).start()
    visitors = main_job(server.address, secrets)
    _, metrics, _ = visitors[0].ask("/metrics", Authorization=f"Bearer {METRICS_TOKEN}")
    server.stop()

    lines = log_lines(server)
    told = {(line["route"], line["status"]) for line in lines if line["message"] == "answered"}
    assert {("/api/v1/batches", 200), ("/api/v1/batches", 400), ("/d/<code>/", 200), ("unknown", 404)} <= told
    cookies = {f"cookie {cookie.name}": cookie.value for visitor in visitors for cookie in visitor.cookies}
    assert cookies
    typed = {"note": NOTE, "searched": SEARCHED, "typed": TYPED, "pin": PIN, "password": PASSWORD, "key": SECRET}
    kept = server.log.read_text() + json.dumps(lines, ensure_ascii=False) + metrics
    for name, secret in {**secrets, **cookies, **typed, "metrics": METRICS_TOKEN}.items():
        for written in (secret, urllib.parse.quote(secret)):
            assert written not in kept, name


def test_a_crash_leaves_its_places_in_the_code_and_not_its_words(app, home, caplog):
    def crash():
        raise ValueError(f"{NOTE} is no number")

    app.view_functions["public.home"] = crash
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    [record] = [record for record in caplog.records if record.getMessage() == "crash"]
    line = JsonLines().format(record)
    assert NOTE not in line
    told = json.loads(line)
    assert told["error"][0]["type"] == "builtins.ValueError"
    assert told["error"][0]["where"][-1].endswith(" crash")
    assert told["request"] == answer.headers["X-Request-Id"]
    assert told["request"] in answer.text


def test_every_answer_has_a_number_that_its_error_page_shows(client):
    answer = client.get("/nothing/")
    number = answer.headers["X-Request-Id"]
    assert len(number) == 12
    assert f"编号 {number}" in answer.text
    assert client.get("/nothing/").headers["X-Request-Id"] != number


@pytest.mark.parametrize(("proxies", "is_taken"), [(1, True), (0, False)])
def test_a_number_is_taken_from_a_trusted_proxy_only(tmp_path, proxies, is_taken):
    given = "from-caddy-0001"
    client = create_app(make_settings(tmp_path, proxies=proxies)).test_client()
    answer = client.get("/healthz", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) is is_taken
    broken = client.get("/healthz", headers={"X-Request-Id": "<script>alert(1)</script>"})
    assert "script" not in broken.headers["X-Request-Id"]
