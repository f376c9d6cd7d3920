"""Signing in with a second step, setting it up and being made to."""

from __future__ import annotations

import datetime as dt
import re

import pyotp
import pytest

from tests.factories.accounts_of_users import GOOD, code_of, give_second_step
from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.users import PASSWORD, make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import SecondStep, SignIn, User
from webapp.operations.invite_user import invite_user
from webapp.operations.require_second_step import require_second_step
from webapp.operations.stop_user import stop_user
from webapp.passwords import make_stamp

NOON = dt.datetime(2026, 11, 5, 4, tzinfo=dt.UTC)


@pytest.fixture
def user(app) -> User:
    return make_user(make_community(), "staff", name="刘芳")


@pytest.fixture
def codes(user):
    with clock.at(NOON - dt.timedelta(hours=1)):
        codes = give_second_step(user)
    with clock.at(NOON):
        yield codes


@pytest.fixture
def admin(user) -> User:
    admin = make_user(user.community, "admin")
    with clock.at(NOON - dt.timedelta(hours=1)):
        give_second_step(admin)
    return admin


def first_step(app, user: User, target: str = "") -> tuple[Browser, object]:
    browser = Browser(app)
    return browser, browser.post("/auth/sign-in", {"username": user.username, "password": PASSWORD, "next": target})


def secret_in(page: str) -> str:
    return re.search(r'<code class="long">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")


def test_password_alone_signs_nobody_in(app, user, codes):
    browser, answer = first_step(app, user, "/staff/months/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/auth/second-step/")
    for path in ("/staff/", "/auth/account/", "/auth/second-step/change/"):
        assert browser.get(path).status_code == 302, path
    assert db.session.query(SignIn).count() == 0
    answer = browser.post("/auth/second-step/", {"code": code_of(user)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/months/")
    assert browser.get("/staff/").status_code == 200


def test_wrong_code_says_so_and_after_five_it_waits(app, user, codes):
    browser, _answer = first_step(app, user)
    answers = [browser.post("/auth/second-step/", {"code": "00000x"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "时间准不准" in answers[0].text
    assert ("过1分钟" in answers[5].text, "aria-invalid" in answers[5].text) == (True, False)
    assert browser.post("/auth/second-step/", {"code": code_of(user)}).status_code == 429


def test_waiting_holds_in_every_browser(app, user, codes):
    for _ in range(5):
        browser, _answer = first_step(app, user)
        browser.post("/auth/second-step/", {"code": "00000x"})
    assert browser.post("/auth/second-step/", {"code": code_of(user)}).status_code == 429


def test_code_that_was_seen_over_a_shoulder_is_worth_nothing(app, user, codes):
    mine, theirs = first_step(app, user)[0], first_step(app, user)[0]
    code = code_of(user)
    assert mine.post("/auth/second-step/", {"code": code}).status_code == 303
    assert theirs.post("/auth/second-step/", {"code": code}).status_code == 422


def test_recovery_code_signs_in_once(app, user, codes):
    assert [first_step(app, user)[0].post("/auth/second-step/", {"code": codes[0]}).status_code for _ in "12"] == [
        303,
        422,
    ]


@pytest.mark.parametrize("change", ["time", "password", "stop"])
def test_sign_in_that_waits_ends_with_time_and_with_what_happens_to_the_account(app, user, codes, admin, change):
    browser, _answer = first_step(app, user)
    if change == "password":
        user.session_stamp = make_stamp()
        db.session.commit()
    if change == "stop":
        stop_user(admin, user.id)
    with clock.at(NOON + dt.timedelta(minutes=16 if change == "time" else 1)):
        answer = browser.post("/auth/second-step/", {"code": code_of(user)})
    assert answer.headers["Location"] == "/auth/sign-in"
    assert browser.get("/staff/").status_code == 302


def test_nobody_comes_to_the_second_step_without_the_first(app, user, codes):
    browser = Browser(app)
    assert browser.get("/auth/second-step/").headers["Location"] == "/auth/sign-in"
    assert browser.post("/auth/second-step/", {"code": codes[0]}).headers["Location"] == "/auth/sign-in"


def test_whose_sign_in_waits_for_a_code_can_not_set_up_another(app, user, codes):
    browser, _answer = first_step(app, user)
    before = db.session.query(SecondStep).one().secret
    assert browser.get("/auth/second-step/set-up/").headers["Location"] == "/auth/sign-in"
    for path in ("set-up/", "confirm", "codes", "end"):
        assert browser.post(f"/auth/second-step/{path}", {"code": "1"}).status_code in (302, 303), path
    db.session.expire_all()
    assert db.session.query(SecondStep).one().secret == before


def test_setting_up_shows_secret_and_picture_then_codes_once(app, user):
    browser = Browser(app, user)
    assert "验证器" in browser.get("/auth/second-step/set-up/").text
    browser.post("/auth/second-step/set-up/")
    page = browser.get("/auth/second-step/set-up/").text
    assert 'src="data:image/svg+xml' in page
    secret = secret_in(page)
    answer = browser.post("/auth/second-step/confirm", {"code": pyotp.TOTP(secret).at(clock.unshifted())})
    assert len(re.findall(r"^(?:.*>)?(?:\w{4} ){3}\w{4}", answer.text, re.MULTILINE)) == 10
    assert secret not in browser.get("/auth/second-step/set-up/").text.replace(" ", "")
    assert browser.get("/auth/account/").status_code == 200


def test_wrong_first_code_keeps_the_secret_that_was_scanned(app, user):
    browser = Browser(app, user)
    browser.post("/auth/second-step/set-up/")
    secret = secret_in(browser.get("/auth/second-step/set-up/").text)
    answer = browser.post("/auth/second-step/confirm", {"code": "00000x"})
    assert answer.status_code == 422
    assert secret_in(answer.text) == secret


def test_where_it_is_required_the_next_sign_in_leads_through_it(app, user, admin):
    require_second_step(admin, True)
    browser, answer = first_step(app, user, "/staff/months/")
    assert answer.headers["Location"] == "/auth/second-step/set-up/"
    assert browser.get("/staff/").status_code == 302
    browser.post("/auth/second-step/set-up/")
    secret = secret_in(browser.get("/auth/second-step/set-up/").text)
    assert browser.get("/staff/").status_code == 302
    answer = browser.post("/auth/second-step/confirm", {"code": pyotp.TOTP(secret).at(clock.unshifted())})
    assert 'href="/staff/months/"' in answer.text
    assert browser.get("/staff/").status_code == 200


def test_where_it_is_required_an_invited_person_is_led_through_it_too(app, admin):
    require_second_step(admin, True)
    link = invite_user(admin, "何小兰", "A31", ["staff"])
    browser = Browser(app)
    form = {"token": link.token, "username": "hexiaolan", "password": GOOD, "again": GOOD}
    assert browser.post("/auth/invitation/", form).headers["Location"] == "/auth/second-step/set-up/"
    assert browser.get("/staff/").status_code == 302


def test_link_for_a_new_password_is_no_way_around_the_second_step(app, user, codes, admin):
    page = Browser(app, admin).post(f"/admin/users/{user.id}/link").text
    token = re.search(r"token=([\w-]{43})", page)[1]
    browser = Browser(app)
    answer = browser.post("/auth/invitation/", {"token": token, "password": GOOD, "again": GOOD})
    assert answer.headers["Location"] == "/auth/second-step/"
    assert browser.get("/staff/").status_code == 302


def test_inspectors_need_none_where_it_is_required(app, admin):
    require_second_step(admin, True)
    inspector = make_user(admin.community, "inspector")
    assert first_step(app, inspector)[1].headers["Location"] == "/inspect/"


def test_codes_are_renewed_and_ended_with_a_code_only(app, user, codes):
    browser = Browser(app, user)
    for path in ("codes", "end"):
        assert browser.post(f"/auth/second-step/{path}", {"code": "00000x"}).status_code == 422
    fresh = browser.post("/auth/second-step/codes", {"code": codes[0]}).text
    assert codes[1] not in fresh.replace(" ", "")
    assert browser.post("/auth/second-step/end", {"code": code_of(user)}).status_code == 303
    assert "取消了" in browser.get("/auth/second-step/set-up/?ended=1").text
    assert db.session.query(SecondStep).count() == 0


def test_another_person_s_waiting_sign_in_puts_the_first_one_out(app, user, codes):
    browser = Browser(app, make_user(user.community, "oversight"))
    browser.post("/auth/sign-in", {"username": user.username, "password": PASSWORD})
    assert browser.get("/oversight/").status_code == 302
