"""Every address as every role, and as nobody."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import MONTH
from tests.factories.users import make_user
from webapp.extensions import db

ROLES = ("inspector", "staff", "oversight", "admin")
# The worker's script, and how the app comes to the home screen before anybody signs in: the same for everybody.
OPEN = ("inspect.worker", "inspect.reader", "inspect.welcome")
AREAS = {"inspect": "inspector", "staff": "staff", "oversight": "oversight", "admin": "admin"}


def addresses(app, home):
    """(area, method, path) of every guarded address, with ids of what is really there."""
    known = {
        "uuid": home.check.uuid,
        "check": home.check.uuid,
        "sha256": home.sha256,
        "size": "small",
        "name": MONTH,
        "account": 1,
        "key": 1,
        "version": 1,
        "month": MONTH,
        "code": home.yards[0].code,
        "item": "W1",
        "deed": "none",
        "public_id": "none",
        "token": "none",
        "what": "roster",
        "form": "csv",
        "person": home.inspector.id,
        "day": f"{home.check.day}",
    }
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        area = rule.endpoint.split(".")[0]
        if area in AREAS and rule.endpoint not in OPEN:
            values = {name: known[name] for name in rule.arguments}
            if rule.endpoint in ("staff.walk", "staff.approve_walk"):
                values["uuid"] = home.check.walk.uuid
            for method in (rule.methods or set()) & {"GET", "POST"}:
                yield area, method, adapter.build(rule.endpoint, values, method=method)


def ask(browser: Browser, method: str, path: str):
    return browser.get(path) if method == "GET" else browser.post(path)


@pytest.mark.parametrize("role", [*ROLES, None])
def test_area_is_closed_to_every_other_role(app, home, role):
    browser = Browser(app, make_user(home.community, *filter(None, [role])))
    for area, method, path in addresses(app, home):
        if AREAS[area] != role:
            assert ask(browser, method, path).status_code == 403, (method, path)


def test_area_is_closed_to_nobody_and_to_an_open_card(app, home, client):
    browser = Browser(app)
    browser.post("/card/", {"code": home.household.code, "pin": "246813"})
    assert "何" in browser.get("/card/").text
    for _area, method, path in addresses(app, home):
        answer = ask(browser, method, path)
        first = "/inspect/welcome/" if path == "/inspect/" else "/auth/sign-in"
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, first), path


def test_nothing_crashes_for_who_has_every_role(app, home, everything):
    browser = Browser(app, everything)
    for _area, method, path in addresses(app, home):
        assert ask(browser, method, path).status_code < 500, (method, path)


def test_closed_account_and_changed_password_end_a_session(app, home):
    browser = Browser(app, home.staff)
    assert browser.get("/staff/").status_code == 200
    home.staff.session_stamp = "2"
    db.session.commit()
    assert browser.get("/staff/").status_code == 302
    again = Browser(app, home.staff)
    home.staff.active = False
    db.session.commit()
    assert again.get("/staff/").status_code == 302
