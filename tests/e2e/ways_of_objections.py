"""How what households send goes on its way through the pages of the tour, up to the second level's decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.ways import open_first, open_forms
from webapp.demo.drawing.photo import Shot, take

FROM_A_CARD = "a.cell:has(:text-matches('卡上提的|card'))"
WORDS = "那天门口的箱子是隔壁放的"


def household_photo(minute: int) -> FilePayload:
    """As a neighbour's phone takes it; another minute is another photo."""
    shot = Shot(courtyard=1, number="3", phrase="", taken_at=dt.datetime(2026, 11, 3, 16, minute), inspector=1)
    return {"name": "IMG_0412.jpg", "mimeType": "image/jpeg", "buffer": take(shot)}


def object_by_card(minute: int) -> Callable[[Page], None]:
    """Make an objection to the first line, with a photo of that minute; once more is the same one."""

    def act(page: Page) -> None:
        open_first("main a[href*='/card/objections/']")(page)
        if "/new" not in page.url:
            return
        page.locator("input[name=line]").first.check()
        page.fill("#text", WORDS)
        page.set_input_files("#photo", household_photo(minute))
        for late in page.locator("input[name=late]").all():
            late.check()
        page.locator("main button.main").click()
        page.locator("main .note.good").wait_for()

    return act


def claim_by_card(page: Page) -> None:
    """A good deed with a photo; said before, it stands in the list."""
    if not page.locator("main .strip img").count():
        page.goto(page.url.partition("/claims/")[0] + "/claims/new?kind=activity")
        page.fill("#text", "扫了半条巷子")
        page.set_input_files("#photo", household_photo(minute=45))
        page.locator("main form .btn.main").click()
    expect(page.locator("main .strip img").first).to_be_visible()


def admit_what_came_late(page: Page) -> None:
    """All that cards sent goes to the working group; what the counter took waits."""
    while (late := page.locator(f"[aria-labelledby=state-late] {FROM_A_CARD}")).count():
        start = page.url
        page.goto(late.first.evaluate("link => link.href"))
        page.fill("#words", "住在外地，才看到公示")
        page.locator("button[value=admit]").click()
        expect(page.locator("main .note.good")).to_be_visible()
        page.goto(start)


def open_one_with(page: Page, links: str, shown: str) -> None:
    """The first of these pages that shows that: not all that cards sent came with a photo."""
    for address in page.locator(links).evaluate_all("links => links.map((link) => link.href)"):
        page.goto(address)
        if page.locator(shown).count():
            return
    raise AssertionError(f"no page behind {links} shows {shown}")


def refer_what_is_open(page: Page) -> None:
    """All that cards sent, to oversight; the last one shows."""
    start = page.url
    while (waiting := page.locator(f"[aria-labelledby=state-open] {FROM_A_CARD}")).count():
        page.goto(waiting.first.evaluate("link => link.href"))
        open_forms(page)
        page.fill("#refer", "这几户都是我们查的，请监督来看")
        page.locator("button[value=refer]").click()
        expect(page.locator("main .note.good")).to_be_visible()
        page.goto(start)
    open_first(FROM_A_CARD)(page)


def open_late_objection(page: Page) -> None:
    """Taken at the counter; in the first days of a month it is in time, and oversight reads it."""
    state = "late" if page.locator("[aria-labelledby=state-late]").count() else "open"
    open_first(f"[aria-labelledby=state-{state}] a.cell")(page)


def open_passed_on(page: Page) -> None:
    """With photos of the household's."""
    open_one_with(page, f"[aria-labelledby=state-appealed] {FROM_A_CARD}", "#sent")
    expect(page.locator("#answer")).to_be_visible()


def decide_the_last(page: Page) -> None:
    """Or see what was decided: of those that were passed on, others stay open."""
    if not page.locator("[aria-labelledby=state-closed] a.cell").count():
        page.goto(page.locator(f"[aria-labelledby=state-appealed] {FROM_A_CARD}").last.evaluate("link => link.href"))
        page.check("#outcome-upheld")
        page.fill("#reason", "看了两张照片，箱子不在他家门前")
        page.locator("button[value=answer]").click()
        expect(page.locator("main .note.good")).to_be_visible()
        return
    open_first("main [aria-labelledby=state-closed] a.cell")(page)


def cover_objected_photo(page: Page) -> None:
    open_one_with(page, FROM_A_CARD, "main a[href*='/staff/photos/']")
    cover_sent_photo(page)


def open_covered_photo(page: Page) -> None:
    """Where oversight may look beneath, with a reason."""
    open_one_with(page, FROM_A_CARD, "#sent ~ ul a")
    open_first("#sent ~ ul a")(page)
    expect(page.locator("#beneath")).to_be_visible()


def cover_sent_photo(page: Page) -> None:
    """Of what the page shows first, an area of it that is drawn and sent."""
    open_first("main a[href*='/staff/photos/']")(page)
    if not page.locator(".areas > rect").count():
        page.locator("[data-add]").click()
        page.locator("main form .btn.main").click()
        expect(page.locator("main .note.good")).to_be_visible()
