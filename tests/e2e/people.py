"""The people of a browser test, each with a browser and a profile of their own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.e2e.browsers import PHONE, open_browser


class People:
    """Browsers by the name of who uses them: a phone, a desk, a resident's."""

    def __init__(self, chromium: Playwright, folder: Path, address: str) -> None:
        self.chromium, self.folder, self.address = chromium, folder, address
        self.open: dict[str, BrowserContext] = {}

    def browser(self, who: str, viewport: dict = PHONE, **options) -> Page:
        self.open[who] = open_browser(self.chromium, self.folder / who, viewport, **options)
        return self.open[who].pages[0]

    def close(self, who: str) -> None:
        self.open.pop(who).close()
