"""What somebody tries who wants into an account that is not theirs."""

from __future__ import annotations

import logging
import secrets

import pytest

from tests.factories.accounts_of_users import GOOD, code_of, give_second_step, secret_of
from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.users import PASSWORD, make_user
from webapp.extensions import db
from webapp.models import Invitation, User
from webapp.operations.invite_user import invite_user
from webapp.passwords import secret_matches


@pytest.fixture
def admin(home) -> User:
    return make_user(home.community, "admin")


def form(token: str) -> dict[str, str]:
    return {"token": token, "username": "intruder", "password": GOOD, "again": GOOD}


def test_who_is_invited_and_has_chosen_no_password_can_not_be_signed_in(app, admin):
    """Not even with the word that is hashed in place of a password that isn't there."""
    user = invite_user(admin, "刘芳", "A31", ["staff"]).user
    for password in ("", "nobody has this password", user.password_hash):
        answer = Browser(app).post("/auth/sign-in", {"username": user.username, "password": password})
        assert answer.status_code == 422
        assert not secret_matches(user.password_hash, password)


def test_guessed_tokens_open_nothing_and_are_soon_answered_no_more(app, admin):
    invite_user(admin, "刘芳", "A31", ["staff"])
    browser = Browser(app)
    answers = [browser.post("/auth/invitation/", form(secrets.token_urlsafe(32))) for _ in range(21)]
    assert {answer.status_code for answer in answers[:20]} == {422}
    assert answers[20].status_code == 429
    assert browser.get("/staff/").status_code == 302


def test_hash_out_of_the_database_is_no_token(app, admin):
    link = invite_user(admin, "刘芳", "A31", ["staff"])
    digest = db.session.query(Invitation).one().digest
    assert Browser(app).post("/auth/invitation/", form(digest)).status_code == 422
    assert not link.user.has_joined


@pytest.mark.parametrize("token", ["", "0", "\0", "x" * 5000, "码", "' OR 1=1 --"])
def test_nonsense_in_place_of_a_token_is_answered(app, admin, token):
    assert Browser(app).get("/auth/invitation/", query_string={"token": token}).status_code == 404
    assert Browser(app).post("/auth/invitation/", form(token)).status_code == 422


def test_roles_are_those_of_the_invitation_whatever_the_form_says(app, admin):
    link = invite_user(admin, "刘芳", "A31", ["inspector"])
    Browser(app).post("/auth/invitation/", {**form(link.token), "role": "admin", "roles": "admin", "name": "x"})
    db.session.expire_all()
    assert (link.user.role_names, link.user.name) == (["inspector"], "刘芳")


def test_cookie_that_waits_for_a_code_signs_nobody_in_when_it_is_replayed(app, home):
    give_second_step(home.staff)
    browser = Browser(app)
    browser.post("/auth/sign-in", {"username": home.staff.username, "password": PASSWORD})
    waiting = browser._client.get_cookie("session").value
    code = code_of(home.staff, 1)
    assert browser.post("/auth/second-step/", {"code": code}).status_code == 303
    thief = Browser(app)
    thief._client.set_cookie("session", waiting)
    assert thief.get("/staff/").status_code == 302
    assert thief.post("/auth/second-step/", {"code": code}).status_code == 422


def test_admin_of_another_community_can_neither_see_nor_open_an_account(app, home):
    thief = Browser(app, make_user(make_community("别的社区"), "admin"))
    assert f"/admin/users/{home.staff.id}/" not in thief.get("/admin/users/").text
    assert thief.post(f"/admin/users/{home.staff.id}/link").status_code == 404
    assert thief.post(f"/admin/users/{home.staff.id}/state", {"do": "reset"}).status_code == 404
    assert db.session.query(Invitation).count() == 0


def test_neither_links_nor_codes_nor_passwords_come_into_the_log(app, home, admin, caplog):
    caplog.set_level(logging.DEBUG)
    link = invite_user(admin, "刘芳", "A31", ["staff"])
    codes = give_second_step(home.staff)
    browser = Browser(app)
    browser.get(f"/auth/invitation/?token={link.token}")
    browser.post("/auth/invitation/", form(link.token))
    browser.post("/auth/sign-in", {"username": home.staff.username, "password": PASSWORD})
    browser.post("/auth/second-step/", {"code": codes[0]})
    told = (link.token, GOOD, PASSWORD, codes[0], secret_of(home.staff), "intruder")
    assert [word for word in told if word in caplog.text] == []


def test_account_pages_are_kept_by_no_cache(app, home):
    browser = Browser(app, home.staff)
    browser.post("/auth/second-step/set-up/")
    for path in ("/auth/account/", "/auth/second-step/set-up/"):
        assert browser.get(path).headers["Cache-Control"] == "no-store", path
