"""What staff and oversight do at their desks, as the tests of whole jobs have it done."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, sign_in
from tests.e2e.people import People
from tests.factories.users import PASSWORD


def open_walk(desk: Page, address: str) -> None:
    desk.goto(f"{address}/staff/")
    desk.locator("main a.cell").first.click()


def decide(page: Page, number: str, *, back: str = "") -> None:
    page.locator("#queue a.cell", has=page.locator(f".plate:text-is('{number}')")).first.click()
    expect(page.locator(".case .plate").first).to_have_text(number)
    if back:
        page.locator("label[for=reason-photo_unclear]").click()
        page.fill("#text", back)
        page.locator("button[value=return]").click()
    else:
        page.locator("button[value=approve]").click()


def close_the_month(people: People, desk: Page, month: str) -> None:
    """Staff score and send on, oversight confirms, staff publish."""
    desk.goto(f"{people.address}/staff/months/{month}/")
    desk.get_by_role("button", name=re.compile("评分")).click()
    desk.get_by_role("button", name="复核过了，送监督确认").click()
    overseer = people.browser("overseer", DESKTOP)
    sign_in(overseer, people.address, "jiandu", PASSWORD)
    overseer.goto(f"{people.address}/oversight/months/{month}/")
    overseer.get_by_role("button", name="确认，交回公示").click()
    desk.goto(f"{people.address}/staff/months/{month}/")
    desk.get_by_role("button", name="公示，入账").click()
