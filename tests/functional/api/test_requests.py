"""What holds for every request of the wire: compressed bodies, the pace of a phone, methods, and who may ask."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest

from sync.limits import Limits
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry
from tests.factories.users import make_device, make_user
from webapp import clock
from webapp.blueprints.api import token as tokens
from webapp.extensions import db, limiter
from webapp.models import Check


@pytest.fixture
def inspector(app):
    return make_user(make_community(), "inspector")


@pytest.fixture
def bearer(inspector):
    return {"Authorization": f"Bearer {make_device(inspector)[1]}"}


def delivery(inspector) -> bytes:
    entries = [
        {"digest": each.digest, "text": each.text} for each in deliver(make_entry(make_courtyard(inspector.community)))
    ]
    return json.dumps({"protocol": 1, "device_time": clock.now_milliseconds(), "entries": entries}).encode()


def post(client, bearer, body: bytes, encoding: str):
    return client.post("/api/v1/batches", data=body, headers={**bearer, "Content-Encoding": encoding})


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip", "identity"])
def test_delivery_may_come_compressed(client, bearer, inspector, encoding):
    body = delivery(inspector)
    answer = post(client, bearer, gzip.compress(body) if "gzip" in encoding.lower() else body, encoding)
    assert answer.json["receipts"][0]["outcome"] == "accepted"
    assert db.session.query(Check).count() == 1


def test_bomb_is_refused_before_it_goes_off(client, bearer):
    # A thousand to one: a megabyte of it would be a gigabyte.
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packing.compress(bytes(1 << 20)) for _ in range(200)) + packing.flush()
    assert len(bomb) < 1 << 20
    answer = post(client, bearer, bomb, "gzip")
    assert (answer.status_code, answer.json["reason"]) == (413, "delivery_too_large")


@pytest.mark.parametrize("harm", [lambda body: body[:-9], lambda body: body + body, lambda _: b"", lambda _: b"{}"])
def test_broken_compression_is_refused(client, bearer, inspector, harm):
    answer = post(client, bearer, harm(gzip.compress(delivery(inspector))), "gzip")
    assert (answer.status_code, answer.json["reason"]) == (400, "delivery_unreadable")


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd", "\u00e9"])
def test_unknown_compression_is_named_with_the_known_one(client, bearer, encoding):
    answer = post(client, bearer, b"{}", encoding)
    assert (answer.status_code, answer.json["reason"]) == (415, "encoding_unknown")
    assert answer.headers["Accept-Encoding"] == "gzip"


def test_phone_that_asks_too_often_waits_and_no_other_does(client, bearer, inspector, monkeypatch):
    limiter.reset()
    monkeypatch.setattr(tokens, "DEFAULT_LIMITS", Limits(requests_per_minute=3))
    answers = [client.get("/api/v1/snapshot", headers=bearer) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json["reason"] == "too_many_requests"
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    other = {"Authorization": f"Bearer {make_device(inspector)[1]}"}
    assert client.get("/api/v1/snapshot", headers=other).status_code == 200
    limiter.reset()


def test_a_thousand_checks_one_by_one_are_within_the_pace():
    assert Limits().requests_per_minute > 1000


def test_other_methods_are_refused_with_those_that_there_are(client, bearer):
    answer = client.delete("/api/v1/batches", headers=bearer)
    assert (answer.status_code, answer.json["reason"]) == (405, "method_unknown")
    assert "POST" in answer.headers["Allow"]


def test_refused_token_says_what_is_wanted(client):
    answer = client.get("/api/v1/snapshot", headers={"Authorization": "Bearer nonsense"})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
