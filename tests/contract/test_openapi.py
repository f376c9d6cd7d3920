"""The description of the wire holds: whatever is sent, no 5xx and no answer that is not documented."""

from __future__ import annotations

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_device, make_user

EXAMPLES = 40
# tus asks for these statuses where OpenAPI would expect 400: that metadata, length and body belong together, and that
# a version which is missing is answered by 412, can't be said in it.
OF_TUS = ["400", "404", "409", "410", "412", "413", "415", "460"]
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "401", "403", "429", *OF_TUS]},
        "negative_data_rejection": {"expected-statuses": ["401", "403", "405", "429", *OF_TUS]},
        "missing_required_header": {"expected-statuses": ["400", "401", "404", "412", "415"]},
    }
}
PLAIN = {"/api/v1/": ["GET"], "/api/v1/docs": ["GET"], "/api/v1/snapshot": ["GET"], "/api/v1/batches": ["POST"]}


@schemathesis.serializer("application/offset+octet-stream")
def as_bytes(_context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def token(app):
    inspector = make_user(make_community(), "inspector")
    make_courtyard(inspector.community, "27")
    return make_device(inspector)[1]


def operations(port: int, token: str, config: dict):
    address = f"http://127.0.0.1:{port}/api/v1/openapi.json"
    known = {"auth": {"openapi": {"device": {"bearer": token}}}}
    schema = schemathesis.openapi.from_url(address, config=SchemathesisConfig.from_dict({**config, **known}))
    return [found.ok() for found in schema.get_all_operations()]


def try_out(operation) -> set[int]:
    """Valid and broken requests alike, each held against every check there is; the statuses that were met."""
    met = set()
    modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
    cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def holds(case):
        met.add(case.call_and_validate(checks=CHECKS.get_all()).status_code)

    holds()
    return met


def test_plain_addresses_answer_as_described_whatever_is_sent(port, token):
    tried = [each for each in operations(port, token, {}) if "/files/" not in each.path]
    assert {each.path: [each.method.upper()] for each in tried} == PLAIN
    for operation in tried:
        assert 200 in try_out(operation), operation.path


def test_uploads_answer_as_described_whatever_is_sent(port, token):
    tried = [each for each in operations(port, token, CONFIG) if "/files/" in each.path]
    assert len(tried) == 6
    met = {operation.method.upper(): try_out(operation) for operation in tried}
    assert {method for method, statuses in met.items() if statuses & {200, 201, 204, 404, 409, 412}} == set(met)


def test_every_route_of_the_wire_is_described_with_its_statuses_and_an_example(app, client):
    spec = client.get("/api/v1/openapi.json").json
    assert spec["openapi"].startswith("3.1")
    routes = {
        re.sub(r"<(\w+:)?(\w+)>", r"{\2}", rule.rule) for rule in app.url_map.iter_rules() if "/api/v1/" in rule.rule
    }
    assert set(spec["paths"]) == routes - {"/api/v1/openapi.json"}
    for path, methods in spec["paths"].items():
        for method in methods.keys() - {"parameters"}:
            said = methods[method]
            assert said["summary"], (path, method)
            bodies = [body for answer in said["responses"].values() for body in answer.get("content", {}).items()]
            assert all("example" in one or "examples" in one for kind, one in bodies if kind == "application/json")


def test_the_page_for_people_is_made_here_and_calls_nobody(client):
    answer = client.get("/api/v1/docs")
    page = answer.get_data(as_text=True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
    for path in ("/api/v1/snapshot", "/api/v1/batches", "/api/v1/files/{identity}", "photo_hash_differs"):
        assert path in page


def test_root_tells_what_the_snapshot_tells(client, token):
    root = client.get("/api/v1/").json
    snapshot = client.get("/api/v1/snapshot", headers={"Authorization": f"Bearer {token}"}).json
    assert root["limits"] == snapshot["limits"]
