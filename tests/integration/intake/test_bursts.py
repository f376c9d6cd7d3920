"""Many identical requests at once, over real HTTP: every repeat gets the same success, and there is one row."""

from __future__ import annotations

import itertools
import json
import random
import threading
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func
from werkzeug.serving import make_server

from sync.seal import seal
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_deed_entry, make_entry, make_uuid7
from tests.factories.users import make_device, make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Change, Check, Deed, ReceivedEntry
from webapp.passwords import token_digest


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
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


def body_of(*entries: dict | str) -> bytes:
    carried = [{"digest": entry.digest, "text": entry.text} for entry in deliver(*entries)]
    return json.dumps({"protocol": 1, "device_time": clock.now_milliseconds(), "entries": carried}).encode()


def outcomes(receipts: Iterable[dict]) -> dict[str | None, Counter[str]]:
    """By id of the entry: how often it was answered how."""
    found: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for receipt in receipts:
        found[receipt["id"]][receipt["outcome"]] += 1
    return found


def test_the_same_checks_fifty_times_at_once_in_different_shapes_hold_nobody_back(address):
    """Alone, together in any order, twice in one delivery, among new ones, beside what can't be taken."""
    inspector = make_user(make_community(), "inspector")
    token, courtyard = make_device(inspector)[1], make_courtyard(inspector.community)
    same = [make_entry(courtyard) for _ in range(3)]
    chance, new, bodies = random.Random(50), [], []
    for place in range(50):
        entries: list[dict | str] = chance.choices(same, k=chance.randint(1, 6))
        if place % 2:
            new.append(make_entry(courtyard))
            entries.insert(chance.randint(0, len(entries)), new[-1])
        if place % 5 == 0:
            entries.append("{not json")
            entries.insert(0, {**same[0], "saved_at": same[0]["saved_at"] + 1 + place})
        bodies.append(body_of(*entries))
    with ThreadPoolExecutor(50) as pool:
        told = [
            receipt for receipts in pool.map(lambda body: post(address, token, body), bodies) for receipt in receipts
        ]
    found = outcomes(told)
    for entry in same[1:]:
        assert found[entry["id"]]["accepted"] == 1
        assert set(found[entry["id"]]) == {"accepted", "duplicate"}
    assert [found[entry["id"]] for entry in new] == [Counter(accepted=1)] * 25
    assert found[None] == Counter(rejected=10)
    # Of two texts under one id the first to come stands, and every other one is put aside.
    assert found[same[0]["id"]]["accepted"] == 1
    assert found[same[0]["id"]]["conflict"] >= 10
    db.session.rollback()
    assert db.session.query(Check).count() == 28
    kept = Counter(outcome for (outcome,) in db.session.query(ReceivedEntry.outcome))
    assert kept == Counter(accepted=28, conflict=10, rejected=1)


def test_eight_phones_in_bursts_each_have_their_own_checks_once(address):
    """Each sends its walk three times at once, split anew each time, while all the others do; one steals."""
    community = make_community()
    courtyards = [make_courtyard(community) for _ in range(5)]
    people = [make_user(community, "inspector") for _ in range(8)]
    tokens = [make_device(person)[1] for person in people]
    walks = [[make_entry(courtyards[place % 5], walk=make_uuid7(number)) for place in range(12)] for number in range(8)]
    requests = []
    for token, walk in zip(tokens, walks, strict=True):
        for size in (1, 5, 12):
            requests += [(token, body_of(*walk[first : first + size])) for first in range(0, 12, size)]
    random.Random(8).shuffle(requests)
    with ThreadPoolExecutor(40) as pool:
        told = list(pool.map(lambda sent: post(address, *sent), requests))
    assert outcomes(itertools.chain(*told)) == {
        entry["id"]: Counter(accepted=1, duplicate=2) for walk in walks for entry in walk
    }
    stolen = post(address, tokens[0], body_of(make_entry(courtyards[0], walk=walks[1][0]["walk"])))
    assert stolen[0]["reason"] == "walk_belongs_to_other"
    db.session.rollback()
    made = db.session.query(Check.inspector_id, func.count()).group_by(Check.inspector_id)
    assert {tuple(row) for row in made} == {(person.id, 12) for person in people}
    numbers = [number for (number,) in db.session.query(Change.number).order_by(Change.number)]
    assert numbers == list(range(numbers[0], numbers[0] + 96))
