"""When board and card are painted first over a line of slow 3G, on a processor of a fourth of the speed."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.pages.paint import PAINT, SLOWER, TIMES
from bench.pages.town import PIN
from bench.public.place import Place
from tests.e2e.browsers import open_browser
from tests.e2e.running import Server

# 400 kbit/s and 400 ms there and back. The panel of Chromium's tools calls slow 3G what waits five times as long.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def first_paints(server: Server, places: list[Place]) -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = open_browser(playwright, Path(profile))
        for place in places:
            page = browser.pages[0]
            _open_card(page, server, place)
            for name, path in (("board", place.board), ("door", place.door), ("card", "/card/")):
                times = sorted(_first_paint(browser.new_page(), server.address + path) for _ in range(TIMES))
                told = f"{statistics.median(times):.0f} ms ({times[0]:.0f}-{times[-1]:.0f}), target <= 1,500"
                print(f"{name} of {place.courtyards}, first paint on slow 3G: {told}", flush=True)
            browser.clear_cookies()
        browser.close()


def _open_card(page: Page, server: Server, place: Place) -> None:
    page.goto(f"{server.address}/card/")
    page.fill("[name=code]", place.household)
    page.fill("[name=pin]", PIN)
    page.press("[name=pin]", "Enter")
    page.wait_for_load_state()


def _first_paint(page: Page, address: str) -> float:
    """Milliseconds from the start of the navigation; nothing is in the browser's cache."""
    tools: CDPSession = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.send("Network.emulateNetworkConditions", SLOW_3G)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.wait_for_function(PAINT)
    painted: float = page.evaluate(PAINT)
    page.close()
    return painted
