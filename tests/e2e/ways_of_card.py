"""How the pages of a card are reached that depend on what the demo's households did."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.tables import rows_in
from tests.e2e.ways import open_first
from tests.factories.pictures import make_jpeg
from webapp.demo import gather
from webapp.domain.months.sign_in_code import screen_code


def open_here(folder: Path) -> str:
    """Where the code leads that is shown at today's activity: the picture says no more than this address, and
    another one some minutes later.
    """
    rows = rows_in(folder, "SELECT title, id, community_id, day FROM activity")
    [(key, community, day)] = [row[1:] for row in rows if row[0] == gather.TODAY]
    secret = (folder / "secret-key").read_text().strip()
    code = screen_code(secret.encode(), f"activity:{community}:{key}:{day}", dt.datetime.now(dt.UTC))
    return f"/card/activities/{key}/here/{code}"


def open_wish(words: str):
    """The wish of these words, in whatever state."""
    return open_first(f"main a.cell:has-text('{words}')")


def find_own_row(page: Page) -> None:
    page.fill("#number", "27")
    page.locator(".lookup button").click()
    page.locator("#found").wait_for()


def open_put_right(page: Page) -> None:
    """The form of a fault that is still to be put right; what waits from the last time is taken back."""
    card = page.url
    page.goto(f"{card}put-right/")
    for _report in page.locator(".told form button").all():
        page.locator(".told form button").first.click()
    page.goto(card)
    open_first("main a.btn[href*='/card/put-right/']")(page)


def say_it_is_put_right(page: Page) -> None:
    open_put_right(page)
    page.locator("#photo").set_input_files({"name": "after.jpg", "mimeType": "image/jpeg", "buffer": make_jpeg()})
    page.locator("main button.main").click()
    expect(page.locator("main .note.good")).to_be_visible()
