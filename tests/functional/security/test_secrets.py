"""Cookies, caches, logs and files keep to themselves what is nobody else's business."""

from __future__ import annotations

import logging
import stat

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests.conftest import make_settings
from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.neighbourhoods import PIN
from tests.factories.users import PASSWORD
from webapp import create_app
from webapp.config import load_settings, secret_key_for
from webapp.extensions import db


def signed_in(client, home):
    return client.post(
        "/auth/sign-in", data={"username": home.staff.username, "password": PASSWORD}, headers=SAME_ORIGIN
    )


def test_every_cookie_of_a_sign_in_is_closed_to_scripts_and_other_sites(app, home, tmp_path):
    secure = create_app(make_settings(tmp_path, secure_cookies=True, database_url=app.config["SANBAO"].database_url))
    cookies = signed_in(secure.test_client(), home).headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cookies} == {"session", "remember_token"}
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; ")), cookie


@pytest.mark.parametrize("lost", ["session", "remember_token"])
def test_page_that_renews_somebodys_session_is_for_no_shared_cache(home, client, lost):
    signed_in(client, home)
    client.delete_cookie(lost)
    answer = client.get("/")
    assert "private" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]


def test_private_pages_are_kept_by_no_cache(app, home, everything):
    browser = Browser(app, everything)
    browser.post("/card/", {"code": home.household.code, "pin": PIN})
    for path in ("/inspect/", "/staff/", "/oversight/", "/oversight/audit/", "/admin/", "/card/", "/auth/sign-in"):
        assert browser.get(path).headers["Cache-Control"] == "no-store", path


def test_error_of_the_database_names_nobody(home):
    with pytest.raises(SQLAlchemyError) as raised:
        db.session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "何桂芳"})
    assert "何桂芳" not in str(raised.value)


def test_wrong_sign_ins_and_pins_leave_nothing_in_the_log(home, client, caplog):
    caplog.set_level(logging.DEBUG)
    client.post("/auth/sign-in", data={"username": home.staff.username, "password": "my-secret"}, headers=SAME_ORIGIN)
    client.post("/card/", data={"code": home.household.code, "pin": "987654"}, headers=SAME_ORIGIN)
    assert [word for word in ("my-secret", "987654", home.household.code) if word in caplog.text] == []


def test_data_folder_and_key_are_for_their_owner_alone(tmp_path):
    data = tmp_path / "new"
    load_settings(data, {})
    secret_key_for("127.0.0.1", "", data)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600


def test_crash_shows_a_number_and_nothing_else(app, home):
    app.view_functions["staff.deeds"] = lambda: 1 // 0
    answer = Browser(app, home.staff).get("/staff/deeds/")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert "编号" in answer.text
    assert [word for word in ("Traceback", "ZeroDivision", "{number}") if word in answer.text] == []
