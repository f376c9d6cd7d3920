"""The administrator's page."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_device, make_user
from webapp.extensions import db
from webapp.models import AuditEvent, Device


@pytest.fixture
def community(app):
    return make_community()


@pytest.fixture
def desk(app, community):
    return Browser(app, make_user(community, "admin"))


def test_page_counts_the_roster_and_names_people_with_their_roles(desk, community):
    make_courtyard(community)
    make_user(community, "staff", "oversight", name="刘芳")
    page = desk.get("/admin/").text
    assert "<dt>院落</dt><dd>1</dd>" in page
    assert "工作小组、居务监督" in page
    assert "还没有手机登录过" in page


def test_revoked_phone_stays_listed_and_is_noted(desk, community):
    device, _ = make_device(make_user(community, "inspector"))
    assert desk.post(f"/admin/devices/{device.public_id}/revoke").status_code == 303
    assert db.session.query(Device).one().revoked_at is not None
    assert "已停用" in desk.get("/admin/").text
    assert desk.post(f"/admin/devices/{device.public_id}/revoke").status_code == 303
    assert db.session.query(AuditEvent).filter_by(action="device_revoked").count() == 1


def test_phone_of_another_community_is_404(desk):
    device, _ = make_device(make_user(make_community("别处"), "inspector"))
    assert desk.post(f"/admin/devices/{device.public_id}/revoke").status_code == 404
    assert db.session.query(Device).one().revoked_at is None
