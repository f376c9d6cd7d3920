"""A walk with a companion and a good deed: offline, sent, accepted by staff, on the household's card."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, sign_in
from tests.e2e.neighbourhood import PIN
from tests.factories.users import PASSWORD

NOTE = "扫了整条巷子的雪"
GUARD = 700  # a new page's forms ignore taps for 600 ms


def come_along(phone: Page, name: str) -> None:
    phone.locator("#to-companions").click()
    phone.locator("label.tick", has_text=name).click()
    phone.wait_for_timeout(GUARD)
    phone.locator("footer .main").click()
    expect(phone.locator("#to-companions")).to_contain_text(f"今天同行：{name}")


def row(phone: Page, number: str):
    return phone.locator("a.cell", has=phone.locator(f".plate:text-is('{number}')"))


def save_check(phone: Page, number: str, following: str) -> None:
    expect(phone.locator("header .plate")).to_have_text(number)
    phone.wait_for_timeout(GUARD)
    phone.locator("#save").click()
    expect(phone.locator("header .plate")).to_have_text(following)


def log_deed(phone: Page, address: str, number: str) -> None:
    phone.goto(f"{address}/inspect/")
    row(phone, number).click()
    phone.locator("#to-deed").click()
    phone.locator("label[for=deed-activity]").click()
    phone.locator("#points-activity").select_option("2")
    phone.fill("#note", NOTE)
    phone.wait_for_timeout(GUARD)
    phone.locator("footer .main").click()
    expect(phone.locator("#toast")).to_contain_text(f"{number}号记了一件好事")


def refuse_the_companion_s_courtyard(phone: Page, address: str, number: str, name: str) -> None:
    """On the list it says why, and neither a tap nor a typed address opens it."""
    phone.goto(f"{address}/inspect/")
    expect(row(phone, number)).to_contain_text(f"同行的{name}要回避")
    row(phone, number).click()
    expect(phone.locator("#problem")).to_contain_text(f"同行的{name}要回避")
    phone.goto(f"{address}/inspect/courtyards/{row_code(phone, address, number)}/")
    expect(phone.locator("#problem")).to_contain_text("那户单独走")


def row_code(phone: Page, address: str, number: str) -> str:
    phone.goto(f"{address}/inspect/")
    return row(phone, number).evaluate("row => row.id.slice(4)")


def send(phone: Page, address: str) -> None:
    phone.goto(f"{address}/inspect/outbox/")
    phone.locator("form.bar .main").click()
    expect(phone.locator("header .mid")).to_contain_text("都发完了", timeout=60_000)


def points_on_the_card(resident: Page, address: str, household: str) -> list[str]:
    resident.goto(f"{address}/card/")
    resident.fill("#code", household)
    resident.fill("#pin", PIN)
    resident.get_by_role("button", name="打开积分卡").click()
    expect(resident.locator("main")).to_contain_text(NOTE)
    return resident.locator(".ledger").first.locator(".fig").all_text_contents()


def test_companion_and_deed_go_from_a_phone_without_signal_to_the_desk_and_the_card(people, neighbourhood, server):
    phone = people.browser("phone")
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    server.kill()
    come_along(phone, "赵永福")
    refuse_the_companion_s_courtyard(phone, people.address, "21", "赵永福")
    phone.goto(f"{people.address}/inspect/")
    phone.locator("footer .main").click()
    save_check(phone, "23", "25")
    log_deed(phone, people.address, "27")
    people.close("phone")
    phone = people.browser("phone")
    phone.goto(f"{people.address}/inspect/")
    expect(phone.locator("header")).to_contain_text("待发2")
    server.start()
    send(phone, people.address)
    expect(phone.locator("[id^=deed-]")).to_contain_text("等认定")

    desk = people.browser("desk", DESKTOP)
    sign_in(desk, people.address, "gongzuo", PASSWORD)
    desk.goto(f"{people.address}/staff/")
    desk.locator("main a.cell").first.click()
    expect(desk.locator(".case")).to_contain_text("同行：赵永福")
    desk.locator("button[value=approve]").click()
    desk.goto(f"{people.address}/staff/deeds/")
    expect(desk.locator("main")).to_contain_text("王志远巡查时记的")
    desk.get_by_label("记几分", exact=True).fill("3")
    desk.get_by_role("button", name=re.compile("^认定")).click()
    expect(desk.locator("main")).to_contain_text("记上了")

    phone.locator("form.bar .main").click()
    expect(phone.locator("[id^=deed-]")).to_contain_text("认定了", timeout=30_000)
    # Volunteering 1; two activities, the one of before with 2 points and this one with 3.
    figures = points_on_the_card(people.browser("resident"), people.address, neighbourhood.household)
    assert figures == ["+1", "+5"]
