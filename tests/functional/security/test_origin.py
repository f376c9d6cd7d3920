"""What changes something must come from our own pages."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser

FOREIGN = [
    {},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": ""},
    {"Origin": "http://localhost.example"},
    {"Origin": "http://localhost@example"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "none"},
    {"Referer": "http://localhost/"},
]
ADDRESSES = [
    "/auth/sign-in",
    "/auth/sign-out",
    "/auth/devices",
    "/auth/invitation/",
    "/auth/second-step/",
    "/auth/second-step/set-up/",
    "/auth/second-step/confirm",
    "/auth/second-step/codes",
    "/auth/second-step/end",
    "/auth/account/password",
    "/auth/account/sign-out-everywhere",
    "/admin/users/new/",
    "/admin/users/second-step",
    "/admin/users/1/roles",
    "/admin/users/1/link",
    "/admin/users/1/state",
    "/look/",
    "/card/",
    "/card/close/",
    "/inspect/settings/",
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_form_from_elsewhere_is_refused(client, headers):
    for path in ADDRESSES:
        assert client.post(path, headers=headers).status_code == 403, path


def test_foreign_form_does_not_sign_out(app, home):
    browser = Browser(app, home.staff)
    browser._client.post("/auth/sign-out", headers={"Origin": "http://example"})
    assert browser.get("/staff/").status_code == 200


def test_wire_takes_no_cookies(app, home):
    browser = Browser(app, home.inspector)
    assert browser.get("/api/v1/snapshot").status_code == 401
    assert browser.post("/api/v1/batches").status_code == 401


def test_readers_are_sent_to_our_own_paths_alone(app, home):
    sound = {"username": home.staff.username, "password": "correct horse"}
    for target in ("//example", "/\\example", "https://example", "/\t/example", "javascript:alert(1)", ""):
        answer = Browser(app).post("/look/", {"next": target, "theme": "dark"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/"), target
        assert Browser(app).post("/auth/sign-in", {**sound, "next": target}).headers["Location"] == "/staff/", target
