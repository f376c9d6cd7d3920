"""Many identical requests at once, over real HTTP: every repeat gets the same success, and there is one row."""

from __future__ import annotations

import json
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.serving import make_server

from sync.seal import seal
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_deed_entry, make_entry
from tests.factories.users import make_device, make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Deed, ReceivedEntry
from webapp.passwords import token_digest


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


def post(address: str, token: str, body: bytes) -> dict:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/api/v1/batches", body, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["receipts"]


def test_fifty_identical_posts_at_once_are_one_check_and_fifty_successes(address):
    inspector = make_user(make_community(), "inspector")
    courtyard = make_courtyard(inspector.community)
    token = make_device(inspector)[1]
    entries = [{"digest": entry.digest, "text": entry.text} for entry in deliver(make_entry(courtyard))]
    body = json.dumps({"protocol": 1, "device_time": clock.now_milliseconds(), "entries": entries}).encode()
    with ThreadPoolExecutor(25) as pool:
        outcomes = [receipts[0]["outcome"] for receipts in pool.map(lambda _: post(address, token, body), range(50))]
    assert sorted(outcomes) == ["accepted"] + ["duplicate"] * 49
    db.session.rollback()
    assert db.session.query(Check).count() == db.session.query(ReceivedEntry).count() == 1


def test_many_different_checks_at_once_are_all_there(address):
    inspector = make_user(make_community(), "inspector")
    token = make_device(inspector)[1]
    courtyards = [make_courtyard(inspector.community) for _ in range(40)]
    now = clock.now_milliseconds()
    bodies = []
    for courtyard in courtyards:
        [entry] = deliver(make_entry(courtyard))
        carried = [{"digest": entry.digest, "text": entry.text}]
        bodies.append(json.dumps({"protocol": 1, "device_time": now, "entries": carried}).encode())
    with ThreadPoolExecutor(20) as pool:
        outcomes = [receipts[0]["outcome"] for receipts in pool.map(lambda body: post(address, token, body), bodies)]
    assert outcomes == ["accepted"] * 40
    db.session.rollback()
    assert db.session.query(Check).count() == 40


def test_twenty_identical_posts_of_a_deed_at_once_are_one_deed_and_twenty_successes(address):
    inspector = make_user(make_community(), "inspector")
    token = make_device(inspector)[1]
    made = deliver(make_deed_entry(make_courtyard(inspector.community)))
    entries = [{"digest": entry.digest, "text": entry.text} for entry in made]
    body = json.dumps({"protocol": 1, "device_time": clock.now_milliseconds(), "entries": entries}).encode()
    with ThreadPoolExecutor(20) as pool:
        receipts = [found[0] for found in pool.map(lambda _: post(address, token, body), range(20))]
    assert sorted(receipt["outcome"] for receipt in receipts) == ["accepted"] + ["duplicate"] * 19
    assert {receipt["state"] for receipt in receipts} == {"complete"}
    db.session.rollback()
    assert db.session.query(Deed).count() == db.session.query(ReceivedEntry).count() == 1


def test_own_and_carried_copies_at_once_are_one_check(address):
    community = make_community()
    maker, carrier = make_user(community, "inspector"), make_user(community, "inspector")
    [entry] = deliver(make_entry(make_courtyard(community)))
    (phone, token), (_, other) = make_device(maker), make_device(carrier)
    plain = {"protocol": 1, "device_time": clock.now_milliseconds()}
    own = plain | {"entries": [{"digest": entry.digest, "text": entry.text}]}
    sealed = {"digest": entry.digest, "text": entry.text, "seal": seal(token_digest(token), entry.digest)}
    carried = plain | {"carried": {"device": phone.public_id}, "entries": [sealed]}
    ways = [(token, json.dumps(own).encode()), (other, json.dumps(carried).encode())] * 10
    with ThreadPoolExecutor(20) as pool:
        outcomes = [receipts[0]["outcome"] for receipts in pool.map(lambda way: post(address, *way), ways)]
    assert sorted(outcomes) == ["accepted"] + ["duplicate"] * 19
    db.session.rollback()
    assert db.session.query(Check).one().inspector_id == maker.id
