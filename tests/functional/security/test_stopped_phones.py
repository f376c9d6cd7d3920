"""A phone that was stopped, or whose person inspects no more, reads nothing and changes nothing."""

from __future__ import annotations

import uuid

import pytest

from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.entries import make_entry
from tests.factories.users import make_device, make_user
from tests.functional.security.test_hostile_times import send
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Device, ReceivedEntry, UserRole


def register(browser: Browser, phone: str):
    browser._forget_the_other()
    return browser._client.post("/auth/devices", headers=SAME_ORIGIN, json={"phone": phone, "name": "手机"})


def test_stopped_phone_can_not_fetch_itself_a_new_token(app, home, client):
    thief, phone = Browser(app, home.inspector), str(uuid.uuid4())
    first = register(thief, phone).json
    admin = Browser(app, make_user(home.community, "admin"))
    assert admin.post(f"/admin/devices/{first['device']}/revoke").status_code == 303
    assert register(thief, phone).status_code == 302
    assert thief.get("/inspect/").status_code == 302
    assert db.session.query(Device).one().revoked_at is not None
    headers = {"Authorization": f"Bearer {first['token']}"}
    assert client.get("/api/v1/snapshot", headers=headers).json["reason"] == "device_revoked"


@pytest.mark.parametrize("role", ["staff", "oversight", "admin"])
def test_token_is_for_inspectors(app, home, role):
    assert register(Browser(app, make_user(home.community, role)), str(uuid.uuid4())).status_code == 403


def test_phone_of_a_former_inspector_only_hands_in_what_it_holds(home, client):
    _, token = make_device(home.inspector)
    db.session.query(UserRole).filter_by(user_id=home.inspector.id).delete()
    db.session.commit()
    before = db.session.query(Check).count()
    assert client.get("/api/v1/snapshot", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    answer = send(client, token, clock.now_milliseconds(), make_entry(home.yards[1]))
    assert answer.json["receipts"][0]["reason"] == "device_revoked"
    assert db.session.query(Check).count() == before
    assert db.session.query(ReceivedEntry).filter_by(reason="device_revoked").count() == 1
