"""A sign-in sheet and the desk in a browser: rows change where they stand, under the site's content policy."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, sign_in
from tests.factories.users import PASSWORD

STAYS, STAYED = "window.stayed = true", "() => window.stayed === true"


def make_activity(page: Page, address: str) -> None:
    page.goto(f"{address}/staff/activities/new")
    page.fill("#title", "大扫除")
    page.select_option("#kind", "activity")
    page.fill("#points", "2")
    page.locator("main .btn.main").click()


def test_code_on_the_screen_renews_itself_and_stays_when_the_line_fails(people, server):
    page = people.browser("gongzuo", DESKTOP)
    sign_in(page, server.address, "gongzuo", PASSWORD)
    make_activity(page, server.address)
    page.clock.install()
    page.get_by_role("link", name="签到码").click()
    old = page.locator("#code").element_handle()
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.clock.run_for(15_000)
    assert old.evaluate("part => part.isConnected")
    page.context.set_offline(False)
    page.clock.run_for(15_000)
    page.wait_for_function("part => !part.isConnected", arg=old)
    expect(page.locator("#code img")).to_be_visible()


def test_sheet_is_filled_posted_and_accepted_without_losing_the_page(people, server):
    page = people.browser("gongzuo", DESKTOP)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    sign_in(page, server.address, "gongzuo", PASSWORD)
    make_activity(page, server.address)
    page.evaluate(STAYS)
    page.wait_for_load_state()
    page.locator("#who").press_sequentially("27")
    expect(page.locator("#found button")).to_have_count(1)
    page.locator("#found button").click()
    expect(page.locator("#sheet tbody tr")).to_have_count(1)
    page.fill("#who", "周玉梅")
    page.locator("#who").press("Enter")
    expect(page.locator("#sheet tbody tr")).to_have_count(2)
    assert page.evaluate(STAYED)
    page.locator("#sheet .btn.main").click()
    expect(page.locator("#sheet .note.good")).to_be_visible()
    other = people.browser("gongzuo2", DESKTOP)
    sign_in(other, server.address, "gongzuo2", PASSWORD)
    other.goto(f"{server.address}/staff/deeds/")
    other.wait_for_load_state()
    other.evaluate(STAYS)
    row = other.locator("li[id^=deed-]").first
    row.locator("summary").click()
    row.locator("button[value=refuse]").click()
    expect(row.locator(".note.fault")).to_be_visible()
    row.locator("input.why").fill("没有来")
    row.locator("button[value=refuse]").click()
    expect(row.locator(".pill.fault")).to_be_visible()
    assert other.evaluate(STAYED)
    assert [text for text in said if "Content Security Policy" in text] == []
