"""When the queue of a large walk is painted first, in a browser on a processor of a fourth of the speed."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.pages.town import Town
from tests.e2e.browsers import DESKTOP, open_browser, sign_in
from tests.e2e.running import Server
from tests.factories.users import PASSWORD

SLOWER, TIMES = 4, 5
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def first_paint(server: Server, town: Town) -> int:
    """The median of several openings, in milliseconds from the start of the navigation."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = open_browser(playwright, Path(profile), DESKTOP)
        page = browser.pages[0]
        sign_in(page, server.address, "staff", PASSWORD)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        found = [_paint(page, f"{server.address}/staff/walks/{town.waiting}/") for _ in range(TIMES)]
        browser.close()
    return round(statistics.median(found))


def _paint(page: Page, address: str) -> float:
    page.goto(address)
    page.wait_for_function(PAINT)
    return page.evaluate(PAINT)
