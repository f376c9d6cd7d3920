"""Every page of the demo, for the accessibility test and for the screenshots."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.browsers import FAKE_CAMERA, open_browser, sign_in
from tests.e2e.running import Server

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


@dataclass(frozen=True, slots=True)
class Stop:
    """A page; `who` signs in by that name ('' for nobody, 'card' for a household), `act` is done before the look."""

    name: str
    who: str
    path: str
    act: Callable[[Page], None] | None = None

    @property
    def in_every_mode(self) -> bool:
        """All that an inspector or a household sees on a phone."""
        return self.who.startswith("xuncha") or self.who == "card"


def open_door(page: Page) -> None:
    """The published row of the inspector's first courtyard, as the QR code of its door plate opens it."""
    code = page.locator("[id^=row-]").first.evaluate("row => row.id.slice(4)")
    page.goto(f"{page.url.split('/inspect/')[0]}/d/{code}/")


def open_account(page: Page) -> None:
    open_first("main a[href*='/staff/months/']")(page)
    open_first("main a[href*='/accounts/']")(page)


def open_fairness(page: Page) -> None:
    open_first("main a[href*='/staff/months/']")(page)
    open_first("main a[href*='/fairness/']")(page)


def open_new_objection(page: Page) -> None:
    """To the latest published month, of its first account."""
    page.goto(page.locator("main a[href*='/staff/months/']").nth(1).evaluate("link => link.href"))
    open_first("main a[href*='/accounts/']")(page)
    open_first("main a[href*='/objections/new']")(page)


def open_objection(page: Page) -> None:
    """The same as the last time, or taken now, late if need be."""
    open_new_objection(page)
    page.locator("input[name=line]").first.check()
    page.fill("#text", "那天的箱子是隔壁的")
    if page.locator("#late").count():
        page.locator("#late").check()
    page.locator("main .btn.main").click()
    expect(page.locator("#evidence")).to_be_visible()


def open_draft(page: Page) -> None:
    """The draft of the next rule book, begun if there is none: from now on an item costs nothing."""
    page.locator("main .btn.main").first.click()
    text = page.locator("#text")
    expect(text).to_be_visible()
    sound = text.input_value().replace("bonus:", "bonus_cap:").replace("restore_days: no", "restore_days: 3")
    text.fill(sound.replace("item_cost: 1}", "item_cost: 0}"))
    page.locator("form[action$='/rules/draft/'] .btn.main").click()
    expect(page.locator("main .note.good")).to_be_visible()


def open_faulty_draft(page: Page) -> None:
    page.locator("main .btn.main").first.click()
    text = page.locator("#text")
    text.fill(text.input_value().replace("bonus_cap", "bonus").replace("restore_days: 3", "restore_days: no"))
    page.locator("form[action$='/rules/draft/'] .btn.main").click()
    expect(page.locator("main .wrongs > li")).to_have_count(2)


def open_adoption(page: Page) -> None:
    open_draft(page)
    page.locator("main button[value=adopt]").click()


def open_dry_run(page: Page) -> None:
    open_draft(page)
    page.locator("main button[value=try]").click()


def open_tried_account(page: Page) -> None:
    open_dry_run(page)
    open_first("main td a.go")(page)


def open_published_account(page: Page) -> None:
    """Of the month before last: the latest may be a draft."""
    page.goto(page.locator("main a[href*='/oversight/months/']").nth(2).evaluate("link => link.href"))
    open_first("main a[href*='/accounts/']")(page)


def open_again(page: Page) -> None:
    open_published_account(page)
    open_first("main a[href$='/again/']")(page)


def start_recomputing(page: Page) -> None:
    """Stopped before the page looks again, so that it stays as it is."""
    page.route("**/reload.js", lambda route: route.abort())
    page.locator("main button.main").click()
    page.unroute("**/reload.js")


def mark_a_fault(page: Page) -> None:
    page.locator("#item-W2 label.seg.no").click()
    expect(page.locator("#item-W2")).to_have_class(re.compile("is-fault"))
    page.locator("label[for=phrase-W2-1]").click()


def open_next_courtyard(page: Page) -> None:
    page.locator("footer .main").click()
    expect(page.locator("#save")).to_be_visible()


def open_next_courtyard_with_a_fault(page: Page) -> None:
    open_next_courtyard(page)
    mark_a_fault(page)


def open_camera_with_a_photo(page: Page) -> None:
    open_next_courtyard(page)
    page.locator("#item-W2 label.seg.no").click()
    page.locator("#fixed-W2").check()
    page.locator("#camera-W2").click()
    expect(page.locator("main.camera")).to_have_attribute("data-state", "live")
    page.locator("#shutter").click()
    expect(page.locator("figure.shot").first).to_be_visible()


def open_first(selector: str) -> Callable[[Page], None]:
    """Follow the first link that matches."""

    def act(page: Page) -> None:
        page.goto(page.locator(selector).first.evaluate("link => new URL(link.getAttribute('href'), location).href"))

    return act


def open_case(page: Page) -> None:
    """The case itself: on a phone the queue would cover it."""
    page.goto(page.locator("main a.cell").first.evaluate("link => link.href").split("#")[0])


def open_amendment(page: Page) -> None:
    """Of the first waiting check that found a fault."""
    open_first("main a.cell:has(.pill.wait)")(page)
    waiting = page.locator("#queue a.cell:not(:has(.end .pill))")
    for case in waiting.evaluate_all("links => links.map((link) => link.href)"):
        page.goto(case)
        if page.locator("footer a[href$='/amend/']").count():
            break
    open_first("footer a[href$='/amend/']")(page)


def open_household(page: Page) -> None:
    open_first("main a[href*='/courtyards/']")(page)
    open_first("main a[href*='/households/']")(page)


def open_deed(page: Page) -> None:
    open_next_courtyard(page)
    page.locator("#to-deed").click()
    page.locator("label[for=deed-activity]").click()
    expect(page.locator("#points-activity")).to_be_visible()


def open_first_steps(page: Page) -> None:
    """One line in the demo, where all of them are done."""
    page.locator("#first-steps summary").click()


def upload_roster(page: Page) -> None:
    """The look at a file with a new row, a change, a bad row and a column that is refused."""
    head = "巷,门牌号,网格,户主,参加月份,身份证号"
    rows = ("石阶巷,1-9,1,何桂芳,2026-08,x", "石阶巷,1,,,2026-05,", "石阶巷,2-9,1,李秀英,去年,")
    text = "\n".join((head, *rows))
    page.locator("#file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.locator("main button.main").click()
    expect(page.locator("#bad-rows")).to_be_visible()
    expect(page.locator("#changed-rows")).to_be_visible()


STOPS = (
    Stop("board", "", "/"),
    Stop("door", "xuncha1", "/inspect/", open_door),
    Stop("sign-in", "", "/auth/sign-in"),
    Stop("sign-in-phone", "", "/auth/sign-in?next=/inspect/"),
    Stop("sign-in-code", "", "/auth/code/"),
    Stop("guide", "", "/guide/inspector/"),
    Stop("api-docs", "", "/api/v1/docs"),
    Stop("welcome", "", "/inspect/welcome/"),
    Stop("missing", "", "/no-such-page"),
    Stop("card-open", "", "/card/"),
    Stop("card", "card", "/card/"),
    Stop("card-month", "card", "/card/", open_first("main a[href*='/card/months/']")),
    Stop("inspect-list", "xuncha1", "/inspect/"),
    Stop("inspect-check", "xuncha1", "/inspect/", open_next_courtyard),
    Stop("inspect-fault", "xuncha1", "/inspect/", open_next_courtyard_with_a_fault),
    Stop("inspect-camera", "xuncha1", "/inspect/", open_camera_with_a_photo),
    Stop("inspect-companions", "xuncha1", "/inspect/companions/"),
    Stop("inspect-deed", "xuncha1", "/inspect/", open_deed),
    Stop("inspect-outbox", "xuncha1", "/inspect/outbox/"),
    Stop("inspect-saved", "xuncha1", "/inspect/outbox/", open_first("main .list a")),
    Stop("inspect-nearby", "xuncha1", "/inspect/nearby/"),
    Stop("inspect-map", "xuncha1", "/inspect/map/"),
    Stop("inspect-lane", "xuncha1", "/inspect/map/", open_first("a.sign")),
    Stop("inspect-scan", "xuncha1", "/inspect/scan/"),
    Stop("inspect-settings", "xuncha1", "/inspect/settings/"),
    Stop("staff-walks", "gongzuo1", "/staff/"),
    Stop("staff-queue", "gongzuo1", "/staff/", open_first("main a.cell")),
    Stop("staff-case", "gongzuo1", "/staff/", open_case),
    Stop("staff-amend", "gongzuo1", "/staff/", open_amendment),
    Stop("staff-months", "gongzuo1", "/staff/months/"),
    Stop("staff-month", "gongzuo1", "/staff/months/", open_first("main a[href*='/staff/months/']")),
    Stop("staff-account", "gongzuo1", "/staff/months/", open_account),
    Stop("staff-quarantine", "gongzuo1", "/staff/quarantine/"),
    Stop("staff-devices", "gongzuo1", "/staff/devices/"),
    Stop("staff-deeds", "gongzuo1", "/staff/deeds/"),
    Stop("staff-record", "gongzuo1", "/staff/deeds/new"),
    Stop("staff-budget", "gongzuo1", "/staff/budget/"),
    Stop("staff-goods", "gongzuo1", "/staff/goods/"),
    Stop("staff-good", "gongzuo1", "/staff/goods/", open_first("main table a")),
    Stop("staff-counter", "gongzuo1", "/staff/counter/"),
    Stop("staff-visitor", "gongzuo1", "/staff/counter/", open_first("main a[href*='/staff/counter/']")),
    Stop("staff-receipt", "gongzuo1", "/staff/counter/", open_first("main a[href*='/staff/receipts/']")),
    Stop("oversight-goods", "jiandu", "/oversight/goods/"),
    Stop("staff-paper", "gongzuo1", "/staff/paper/"),
    Stop("staff-files", "gongzuo1", "/staff/files/?q=石阶巷2"),
    Stop("staff-file-courtyard", "gongzuo1", "/staff/files/?q=石阶巷27", open_first("main a[href*='/courtyards/']")),
    Stop("staff-file-household", "gongzuo1", "/staff/files/?q=石阶巷27", open_household),
    Stop("staff-fairness", "gongzuo1", "/staff/months/", open_fairness),
    Stop("staff-objections", "gongzuo1", "/staff/objections/?number=27"),
    Stop("staff-objection-new", "gongzuo1", "/staff/months/", open_new_objection),
    Stop("staff-objection", "gongzuo1", "/staff/months/", open_objection),
    Stop("oversight", "jiandu", "/oversight/"),
    Stop("oversight-objections", "jiandu", "/oversight/objections/"),
    Stop("oversight-month", "jiandu", "/oversight/", open_first("main a[href*='/oversight/months/']")),
    Stop("oversight-paper", "jiandu", "/oversight/paper/"),
    Stop("oversight-ledger", "jiandu", "/oversight/ledger/"),
    Stop("oversight-audit", "jiandu", "/oversight/audit/"),
    Stop("oversight-verify", "jiandu", "/oversight/verify/"),
    Stop("oversight-verify-job", "jiandu", "/oversight/verify/", start_recomputing),
    Stop("oversight-again", "jiandu", "/oversight/", open_again),
    Stop("admin", "guanli", "/admin/", open_first_steps),
    Stop("admin-rules", "guanli", "/admin/rules/"),
    Stop("admin-rules-draft", "guanli", "/admin/rules/", open_draft),
    Stop("admin-rules-faulty", "guanli", "/admin/rules/", open_faulty_draft),
    Stop("admin-rules-adopt", "guanli", "/admin/rules/", open_adoption),
    Stop("admin-rules-version", "guanli", "/admin/rules/1/"),
    Stop("admin-rules-manual", "guanli", "/admin/rules/manual/"),
    Stop("admin-rules-try", "guanli", "/admin/rules/", open_dry_run),
    Stop("admin-rules-account", "guanli", "/admin/rules/", open_tried_account),
    Stop("admin-import", "guanli", "/admin/import/"),
    Stop("admin-import-preview", "guanli", "/admin/import/", upload_roster),
    Stop("admin-export", "guanli", "/admin/export/"),
)


class Tour:
    """A browser for everybody who signs in, all of one size."""

    def __init__(self, playwright: Playwright, server: Server, folder: Path, viewport: dict) -> None:
        self.playwright, self.server, self.folder, self.viewport = playwright, server, folder, viewport
        self.browsers: dict[str, BrowserContext] = {}

    def page(self, stop: Stop) -> Page:
        """The page of this stop, ready to be looked at."""
        page = self._browser(stop.who).pages[0]
        page.goto(self.server.address + stop.path)
        page.wait_for_load_state("networkidle")
        if stop.act:
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
        if who == "card":
            household = self.server.card()
            page.goto(f"{self.server.address}/card/")
            page.fill("#code", household.code)
            page.fill("#pin", household.pin)
            page.locator("main button.main").click()
        elif who:
            sign_in(page, self.server.address, who, PASSWORD)
