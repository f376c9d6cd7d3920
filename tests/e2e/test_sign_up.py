"""An administrator invites somebody, who joins, sets up one-time codes, and from then on signs in with them."""

from __future__ import annotations

import time

import pyotp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, sign_in
from tests.factories.users import PASSWORD

CHOSEN = "巷口老槐树下有三只猫"


def assert_accessible(page: Page) -> None:
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []


def invite(desk: Page, address: str) -> str:
    sign_in(desk, address, "guanli", PASSWORD)
    desk.goto(f"{address}/admin/users/")
    desk.get_by_role("link", name="邀请一个人").click()
    desk.get_by_label("姓名").fill("何小兰")
    desk.get_by_label("工作小组").check()
    desk.get_by_role("button", name="做一个邀请链接").click()
    return desk.locator("#link").input_value().split()[-1]


def join(phone: Page, link: str) -> None:
    phone.goto(link)
    assert_accessible(phone)
    phone.get_by_label("登录名").fill("hexiaolan")
    phone.get_by_label("新密码", exact=True).fill(CHOSEN)
    phone.get_by_label("新密码再填一遍").fill(CHOSEN)
    phone.get_by_role("button", name="加入").click()
    expect(phone.locator(".who summary")).to_have_text("何小兰")


def set_up(phone: Page, address: str) -> tuple[pyotp.TOTP, str]:
    """The authenticator, and the code that was used."""
    phone.goto(f"{address}/auth/account/")
    phone.get_by_role("link", name="设动态码").click()
    phone.get_by_role("button", name="装好了，开始").click()
    app = pyotp.TOTP(phone.locator("code.long").inner_text().replace(" ", ""))
    used = app.now()
    phone.locator("#code").fill(used)
    phone.get_by_role("button", name="设好").click()
    expect(phone.locator("#all")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_role("link", name="抄好了，继续").click()
    return app, used


def test_invited_person_joins_sets_up_codes_and_signs_in_with_them(people, server):
    desk, phone = people.browser("desk", DESKTOP), people.browser("phone")
    link = invite(desk, server.address)
    join(phone, link)
    app, used = set_up(phone, server.address)
    phone.goto(f"{server.address}/auth/account/")
    phone.get_by_role("button", name="退出登录").last.click()
    sign_in(phone, server.address, "hexiaolan", CHOSEN)
    assert_accessible(phone)
    phone.locator("#code").fill(used)
    phone.get_by_role("button", name="登录").click()
    expect(phone.locator(".oops")).to_be_visible()
    # The next step's code is taken already: nobody has to wait for the app to turn.
    phone.locator("#code").fill(app.at(time.time(), counter_offset=1))
    phone.get_by_role("button", name="登录").click()
    expect(phone.locator(".who summary")).to_have_text("何小兰")
    phone.goto(f"{server.address}/auth/second-step/change/")
    assert_accessible(phone)
    phone.goto(link)
    expect(phone.get_by_role("heading", name="这个链接用不了")).to_be_visible()
