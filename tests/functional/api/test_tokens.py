"""A phone's next token works beside the old one until it is first used."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import make_entry
from tests.factories.users import make_user, sign_in
from tests.functional.api.test_batches import body
from tests.functional.api.test_files import Phone, digest, picture
from webapp.extensions import db
from webapp.models import Device
from webapp.operations.register_device import register_device
from webapp.operations.revoke_device import revoke_device
from webapp.queries.devices import device_by_token

PHONE = {"phone": "0192b6c0-0000-7000-8000-000000000001", "name": "红色的手机"}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def inspector(app, client):
    inspector = make_user(make_community(), "inspector")
    sign_in(client, inspector)
    return inspector


def register(client) -> str:
    return client.post("/auth/devices", json=PHONE, headers=SAME_ORIGIN).json["token"]


def opens(client, token: str) -> bool:
    return client.get("/api/v1/snapshot", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_old_token_works_until_the_new_one_is_first_used(client, inspector):
    first, second = register(client), register(client)
    assert [opens(client, first), opens(client, first)] == [True, True]
    assert [opens(client, second), opens(client, first), opens(client, second)] == [True, False, True]
    assert db.session.query(Device).count() == 1


def test_answer_that_never_came_locks_nobody_out(client, inspector):
    first = register(client)
    lost, second = register(client), register(client)
    assert [opens(client, first), opens(client, lost), opens(client, second)] == [True, False, True]


def test_upload_under_way_goes_on_with_the_old_token_while_the_phone_registers_twice(client, inspector):
    device = db.session.get(Device, register_device(inspector, PHONE["phone"], "手机")[0].id)
    old = Phone(client, register(client), device)
    assert opens(client, old.headers["Authorization"].removeprefix("Bearer "))
    data = picture()
    location = old.create(data, data[:1000]).headers["Location"]
    register(client)
    new = Phone(client, register(client), device)
    assert old.append(location, 1000, data[1000:2000]).headers["Upload-Offset"] == "2000"
    assert new.offset(location).headers["Upload-Offset"] == "2000"
    assert old.append(location, 2000, data[2000:]).status_code == 401
    assert new.append(location, 2000, data[2000:]).headers["Photo-Receipt"] == digest(data)


def test_stopping_a_phone_ends_both_tokens_and_a_new_one_brings_none_back(client, inspector):
    first, second = register(client), register(client)
    revoke_device(inspector, db.session.query(Device).one().public_id)
    assert [opens(client, first), opens(client, second)] == [False, False]
    for token in (first, second):
        bearer = {"Authorization": f"Bearer {token}"}
        entry = make_entry(make_courtyard(inspector.community))
        receipts = client.post("/api/v1/batches", json=body(entry), headers=bearer).json["receipts"]
        assert receipts[0]["reason"] == "device_revoked"
    third = register_device(inspector, PHONE["phone"], "手机")[1]
    assert [opens(client, token) for token in (first, second, third)] == [False, False, True]


def test_next_token_used_many_times_at_once_is_good_every_time(app, client, inspector):
    first, second = register(client), register(client)
    start = threading.Barrier(8)

    def use() -> bool:
        start.wait()
        return opens(FlaskClient(app), second)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: use(), range(8))) == [True] * 8
    db.session.rollback()  # this test's own view of the database is older
    assert device_by_token(first) is None
    assert device_by_token(second).next_token_hash is None


def test_phone_learns_its_name_from_the_snapshot(client, inspector):
    bearer = {"Authorization": f"Bearer {register(client)}"}
    assert client.get("/api/v1/snapshot", headers=bearer).json["device"] == db.session.query(Device).one().public_id
