"""A link that an administrator gave, opened by who was invited or forgot the password."""

from __future__ import annotations

import pytest

from tests.factories.accounts_of_users import GOOD
from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.users import PASSWORD, make_user
from webapp.extensions import db
from webapp.models import User
from webapp.operations.invite_user import Link, give_link, invite_user, withdraw_link


@pytest.fixture
def admin(app) -> User:
    return make_user(make_community(), "admin", name="丁立夏")


@pytest.fixture
def link(admin) -> Link:
    return invite_user(admin, "刘芳", "A31", ["staff"])


def accept(browser: Browser, link: Link, **changed: str):
    form = {"token": link.token, "username": "liufang", "password": GOOD, "again": GOOD, **changed}
    return browser.post("/auth/invitation/", form)


def test_page_says_who_invites_whom_to_what_and_opening_it_uses_nothing_up(app, link):
    for _ in range(2):
        page = Browser(app).get(f"/auth/invitation/?token={link.token}").text
        for words in ("丁立夏", "刘芳", "工作小组", "示例社区"):
            assert words in page, words
    assert accept(Browser(app), link).status_code == 302


def test_invited_person_is_signed_in_and_from_then_on_signs_in_with_name_and_password(app, link):
    browser = Browser(app)
    assert accept(browser, link).headers["Location"] == "/staff/"
    assert browser.get("/staff/").status_code == 200
    again = Browser(app).post("/auth/sign-in", {"username": "liufang", "password": GOOD})
    assert again.headers["Location"] == "/staff/"


def test_refused_form_says_why_beside_its_field_and_keeps_the_username(app, link):
    answer = accept(Browser(app), link, password="short", again="short")
    assert answer.status_code == 422
    assert 'value="liufang"' in answer.text
    assert "密码太短" in answer.text
    assert "short" not in answer.text
    assert accept(Browser(app), link).status_code == 302


@pytest.mark.parametrize("end", ["used", "withdrawn", "renewed"])
def test_link_that_is_over_says_so_and_what_to_do(app, admin, link, end):
    if end == "used":
        accept(Browser(app), link)
    elif end == "withdrawn":
        withdraw_link(admin, link.user.id)
    else:
        give_link(admin, link.user.id)
    shown = Browser(app).get(f"/auth/invitation/?token={link.token}")
    assert (shown.status_code, "请管理员再给一个" in shown.text) == (404, True)
    assert "刘芳" not in shown.text
    assert accept(Browser(app), link, username="other").status_code == 422


def test_link_opened_where_somebody_else_is_signed_in_signs_in_the_invited(app, admin, link):
    browser = Browser(app, admin)
    accept(browser, link)
    assert browser.get("/admin/").status_code == 403
    assert browser.get("/staff/").status_code == 200


def test_new_password_by_link_keeps_the_name(app, admin):
    user = make_user(admin.community, "staff", username="liufang")
    link = give_link(admin, user.id)
    assert "liufang" in Browser(app).get(f"/auth/invitation/?token={link.token}").text
    assert accept(Browser(app), link, username="another").status_code == 302
    db.session.expire_all()
    assert user.username == "liufang"
    old, new = ({"username": "liufang", "password": word} for word in (PASSWORD, GOOD))
    assert [Browser(app).post("/auth/sign-in", form).status_code for form in (old, new)] == [422, 302]
