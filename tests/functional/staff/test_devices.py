"""Phones: listed with what they owe, renamed, stopped; and the code with which an inspector signs in, once and soon."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import deliver, make_entry, photo_claim
from tests.factories.users import make_device, make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Device, SignInCode, UserRole
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery


@pytest.fixture
def inspector(app):
    return make_user(make_community(), "inspector", name="赵巡查")


@pytest.fixture
def staff(inspector):
    return make_user(inspector.community, "staff", name="钱工")


def code_for(app, staff, inspector) -> str:
    page = Browser(app, staff).post("/staff/devices/code/", {"inspector": inspector.id}).get_data(as_text=True)
    return re.search(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", page)[1]


def use(app, code: str):
    client = app.test_client()
    return client, client.post("/auth/code/", data={"code": code}, headers=SAME_ORIGIN)


def test_list_tells_whose_phone_it_is_and_what_it_owes(app, inspector, staff):
    device, _ = make_device(inspector)
    claims = [photo_claim("0" * 64, 10)]
    entry = make_entry(make_courtyard(inspector.community), faults={"W1": {"result": "fault", "photos": claims}})
    receive_delivery(Sender.of(inspector, device), clock.now_milliseconds(), deliver(entry))
    page = Browser(app, staff).get("/staff/devices/").get_data(as_text=True)
    for words in ("测试手机", "赵巡查", "1次检查的照片还在手机上", "最近发来"):
        assert words in page


def test_phone_is_renamed_and_stopped_by_its_own_community_only(app, inspector, staff):
    device, token = make_device(inspector)
    path, stranger = f"/staff/devices/{device.public_id}/", make_user(make_community("别的社区"), "staff")
    for form in ({"do": "rename", "name": "x"}, {"do": "revoke"}):
        assert Browser(app, stranger).post(path, form).status_code == 404
    assert Browser(app, staff).post(path, {"do": "rename", "name": " 三\0号机\n "}).status_code == 303
    assert Browser(app, staff).post(path, {"do": "revoke"}).status_code == 303
    db.session.expire_all()
    kept = db.session.query(Device).one()
    assert (kept.name, kept.revoked_at is not None) == ("三号机", True)
    answer = app.test_client().get("/api/v1/snapshot", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json["reason"]) == (401, "device_revoked")
    assert [event.action for event in db.session.query(AuditEvent)] == ["device_renamed", "device_revoked"]


def test_code_opens_the_inspector_s_session_once(app, inspector, staff):
    code = code_for(app, staff, inspector)
    client, answer = use(app, f" {code.lower()} ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inspect/")
    registered = client.post(
        "/auth/devices", json={"phone": "0" * 8 + "-0000-4000-8000-" + "0" * 12}, headers=SAME_ORIGIN
    )
    assert registered.json["person"]["name"] == "赵巡查"
    assert use(app, code)[1].status_code == 422


def test_opening_the_address_uses_nothing_up_and_names_who_will_be_signed_in(app, client, inspector, staff):
    code = code_for(app, staff, inspector)
    for _ in range(2):
        assert "赵巡查" in client.get(f"/auth/code/?code={code}").get_data(as_text=True)
    assert use(app, code)[1].status_code == 303


def test_code_ends_after_ten_minutes_and_when_another_is_made(app, inspector, staff):
    first, second = code_for(app, staff, inspector), code_for(app, staff, inspector)
    assert use(app, first)[1].status_code == 422
    db.session.query(SignInCode).update({"made_at": clock.now() - dt.timedelta(minutes=10)})
    db.session.commit()
    assert use(app, second)[1].status_code == 422


@pytest.mark.parametrize("code", ["", "0", "ZZZZZ-ZZZZZ", "x" * 5000, "\0", "码码码码码码码码码码"])
def test_nonsense_opens_nothing(app, code):
    assert use(app, code)[1].status_code == 422


def test_no_code_is_made_for_other_roles_or_other_communities(app, inspector, staff):
    both = make_user(inspector.community, "inspector", "staff")
    stranger = make_user(make_community("别的社区"), "inspector")
    for user in (both, staff, stranger):
        assert Browser(app, staff).post("/staff/devices/code/", {"inspector": user.id}).status_code == 404
    assert db.session.query(SignInCode).count() == 0


@pytest.mark.parametrize("role", ["staff", "oversight", "admin"])
def test_code_opens_no_account_that_was_given_more_since(app, client, inspector, staff, role):
    code = code_for(app, staff, inspector)
    inspector.roles.append(UserRole(community_id=inspector.community_id, name=role))
    db.session.commit()
    assert "赵巡查" not in client.get(f"/auth/code/?code={code}").get_data(as_text=True)
    client, answer = use(app, code)
    assert answer.status_code == 422
    assert client.get("/inspect/").status_code == 302
    assert db.session.query(AuditEvent).filter_by(action="sign_in_code_used").count() == 0


def test_code_opens_no_account_that_was_closed_since(app, inspector, staff):
    code = code_for(app, staff, inspector)
    inspector.active = False
    db.session.commit()
    assert use(app, code)[1].status_code == 422


def test_code_itself_is_not_kept(app, inspector, staff):
    code = code_for(app, staff, inspector).replace("-", "")
    assert code not in {row.digest for row in db.session.query(SignInCode)}
