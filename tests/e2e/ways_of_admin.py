"""How the administrator's pages of the tour are reached from where their stop begins."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.ways import YARD, open_first


def open_roster_household(page: Page) -> None:
    open_first(YARD)(page)
    open_first("main .list a[href*='/households/']")(page)


def open_roster_person(page: Page) -> None:
    open_roster_household(page)
    open_first("main a[href*='/roster/people/']")(page)


def open_new_household(page: Page) -> None:
    open_first(YARD)(page)
    open_first("main a[href$='/households/new']")(page)


def open_undo(page: Page) -> None:
    """Of the courtyard that is walked last; its holder is changed once, for all that come after."""
    page.locator(YARD).last.click()
    if not page.locator("main a[href*='/acts/']").count():
        open_first("main a[href$='/holder']")(page)
        page.fill("#name", "丁小满")
        page.locator("main .btn.main").click()
        page.locator("#then ~ form .btn.main").click()
    open_first("main a[href*='/acts/']")(page)


def open_new_link(page: Page) -> None:
    """Before a link for the first of the users is made."""
    open_first("main th a")(page)
    open_first("main a[href$='/link']")(page)


def look_at_document(page: Page) -> None:
    page.fill("#title", "居民公约")
    page.fill("#text", "# 总则\n\n门前三包，人人有份。\n\n1. 门口天天扫\n2. 不乱堆\n\n**相互提醒。**")
    page.locator("main button[name=look]").click()
    expect(page.locator("#look")).to_be_visible()


def publish_document(page: Page) -> None:
    look_at_document(page)
    page.locator("main .btn.main").click()
    open_first("main .note.good a")(page)


def enter_holidays(page: Page) -> None:
    page.fill("#lines", "2026-10-01至2026-10-07 国庆节")
    page.locator("main .btn.main").click()
    expect(page.locator("main .note.good")).to_be_visible()


def open_first_steps(page: Page) -> None:
    """One line in the demo, where all of them are done."""
    page.locator("#first-steps summary").click()
