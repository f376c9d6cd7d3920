"""One's own account."""

from __future__ import annotations

import pytest

from tests.factories.accounts_of_users import GOOD, give_second_step
from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.communities import make_community
from tests.factories.users import PASSWORD, make_device, make_user
from webapp.extensions import db
from webapp.models import AuditEvent, SignIn, User

MOBILE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0"


@pytest.fixture
def user(app) -> User:
    return make_user(make_community(), "inspector", "staff", name="刘芳")


def signed_in(app, user: User, agent: str = "") -> Browser:
    browser = Browser(app)
    form = {"username": user.username, "password": PASSWORD}
    browser._client.post("/auth/sign-in", data=form, headers={**SAME_ORIGIN, "User-Agent": agent})
    return browser


def change(browser: Browser, old: str = PASSWORD, new: str = GOOD, again: str = GOOD):
    return browser.post("/auth/account/password", {"old": old, "password": new, "again": again})


def test_stranger_is_sent_to_sign_in(app):
    assert Browser(app).get("/auth/account/").headers["Location"].startswith("/auth/sign-in?next=")


def test_page_tells_where_one_signed_in_and_which_is_here(app, user):
    signed_in(app, user, MOBILE).post("/auth/sign-out")
    page = signed_in(app, user, "Firefox/140").get("/auth/account/").text
    for words in ("微信 Android", "已退出", "Firefox", "就是这里", "刘芳"):
        assert words in page, words


def test_changed_password_ends_sessions_elsewhere_and_not_here(app, user):
    here, there = signed_in(app, user), signed_in(app, user)
    assert change(here).status_code == 303
    assert "密码改好了" in here.get("/auth/account/?done=password").text
    assert there.get("/auth/account/").status_code == 302
    wrong = Browser(app).post("/auth/sign-in", {"username": user.username, "password": PASSWORD})
    assert wrong.status_code == 422
    assert [event.actor_id for event in db.session.query(AuditEvent).filter_by(action="password_changed")] == [user.id]


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", GOOD, GOOD, "现在的密码不对"),
        (PASSWORD, "short", "short", "密码太短"),
        (PASSWORD, "password123", "password123", "很多人用"),
        (PASSWORD, GOOD, GOOD + "x", "两次填的密码不一样"),
    ],
)
def test_password_that_is_refused_says_why_and_shows_none_of_it(app, user, old, new, again, words):
    here = signed_in(app, user)
    answer = change(here, old, new, again)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{new}"' not in answer.text
    assert here.get("/auth/account/").status_code == 200


def test_signing_out_everywhere_leaves_no_session_and_keeps_phones(app, user):
    here, there, (device, _token) = signed_in(app, user), signed_in(app, user), make_device(user)
    assert here.post("/auth/account/sign-out-everywhere").status_code == 303
    assert [each.get("/auth/account/").status_code for each in (here, there)] == [302, 302]
    db.session.expire_all()
    assert device.revoked_at is None


def test_remembered_browser_is_signed_out_too(app, user):
    here, there = signed_in(app, user), signed_in(app, user)
    there._client.delete_cookie("session")
    here.post("/auth/account/sign-out-everywhere")
    assert there.get("/auth/account/").status_code == 302


def test_own_phone_is_stopped_and_nobody_else_s(app, user):
    (own, _), (other, _) = make_device(user), make_device(make_user(user.community, "inspector"))
    here = signed_in(app, user)
    assert here.post(f"/auth/account/devices/{other.public_id}/stop").status_code == 404
    assert here.post(f"/auth/account/devices/{own.public_id}/stop").status_code == 303
    db.session.expire_all()
    assert (own.revoked_at is not None, other.revoked_at) == (True, None)


def test_page_tells_what_an_administrator_did_with_the_account(app, user):
    admin = Browser(app, make_user(user.community, "admin", name="丁立夏"))
    admin.post(f"/admin/users/{user.id}/link")
    page = signed_in(app, user).get("/auth/account/").text
    assert "给了重设密码的链接" in page
    assert "丁立夏" in page


def test_second_step_is_offered_to_those_with_an_office(app, user):
    assert "设动态码" in signed_in(app, user).get("/auth/account/").text
    plain = make_user(user.community, "inspector")
    assert "设动态码" not in signed_in(app, plain).get("/auth/account/").text


def test_recovery_codes_that_are_left_are_counted(app, user):
    give_second_step(user)
    assert "还有10个备用码" in Browser(app, user).get("/auth/account/").text


def test_no_address_is_kept_of_a_sign_in(app, user):
    signed_in(app, user, MOBILE)
    [kept] = db.session.query(SignIn)
    assert (kept.way, kept.browser) == ("password", "微信 Android")
