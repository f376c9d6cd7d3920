"""A walk through the pages of the demo, whoever they are for."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.e2e.browsers import FAKE_CAMERA, open_browser, sign_in
from tests.e2e.running import Server
from tests.e2e.stops import STOPS, Stop

PASSWORD = "sanbao-demo"
# What a page looks like without being made anew: theme and size stand on <html>.
LOOKS = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "sun": {"theme": "sun"},
    "elder": {"theme": "light", "size": "elder"},
    "elder-dark": {"theme": "dark", "size": "elder"},
}
DRESS = """chosen => {
  Object.assign(document.documentElement.dataset, chosen);
  for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
}"""
LANGUAGES = {"zh": "zh_CN", "en": "en"}


class Tour:
    """A browser for everybody who signs in, all of one size."""

    def __init__(self, playwright: Playwright, server: Server, folder: Path, viewport: dict) -> None:
        self.playwright, self.server, self.folder, self.viewport = playwright, server, folder, viewport
        self.browsers: dict[str, BrowserContext] = {}

    def page(self, stop: Stop) -> Page:
        """The page of this stop, ready to be looked at."""
        if stop.after:
            self.page(next(each for each in STOPS if each.name == stop.after))
        page = self._browser(stop.who).pages[0]
        page.goto(self.server.address + stop.path_in(self.server.folder))
        page.wait_for_load_state("networkidle")
        if stop.act:
            with self.server.worker() if stop.has_worker else nullcontext():
                stop.act(page)
            page.wait_for_load_state("networkidle")
        page.locator("body:not(:has([inert]))").wait_for()
        return page

    def look(self, stop: Stop, **chosen: str) -> None:
        """Choose theme, size and language as a person does, on the page for it."""
        page = self._browser(stop.who).pages[0]
        wanted = {"theme": "", "size": "normal", "language": "zh_CN", **chosen}
        if stop.who.startswith("xuncha"):
            page.goto(f"{self.server.address}/inspect/settings/")
            page.wait_for_load_state("networkidle")  # until the phone's own page has taken the server's place
            page.locator("body:not(:has([inert]))").wait_for()
            for name, value in wanted.items():
                page.locator(f"input[name={name}][value={value or 'auto'}]").evaluate("input => input.click()")
            page.locator("footer .main").click()
            theme = f"[data-theme={wanted['theme']}]" if wanted["theme"] else ":not([data-theme])"
            language = "en" if wanted["language"] == "en" else "zh-CN"
            page.locator(f"html{theme}[data-size={wanted['size']}][lang={language}]").wait_for(state="attached")
            return
        cookies = [{"name": name, "value": value, "url": self.server.address} for name, value in wanted.items()]
        self._browser(stop.who).add_cookies(cookies)

    def dress(self, page: Page, theme: str, size: str = "normal") -> None:
        """Theme and size as if chosen, on the page that is there."""
        page.evaluate(DRESS, {"theme": theme, "size": size})

    def close(self) -> None:
        for browser in self.browsers.values():
            browser.close()
        self.browsers.clear()

    def _browser(self, who: str) -> BrowserContext:
        if who not in self.browsers:
            self.browsers[who] = open_browser(
                self.playwright, self.folder / (who or "nobody"), self.viewport, more_arguments=FAKE_CAMERA
            )
            self._enter(self.browsers[who].pages[0], who)
        return self.browsers[who]

    def _enter(self, page: Page, who: str) -> None:
        if who.startswith("card"):
            household = self.server.card(int(who.partition("-")[2] or 0))
            page.goto(f"{self.server.address}/card/")
            page.fill("#code", household.code)
            page.fill("#pin", household.pin)
            page.locator("main button.main").click()
        elif who:
            sign_in(page, self.server.address, who, PASSWORD)
