"""How the pages of the tour are reached from where their stop begins."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

YARD = "main .list a[href*='/courtyards/']"


def open_door(page: Page) -> None:
    """The published row of the inspector's first courtyard, as the QR code of its door plate opens it."""
    code = page.locator("[id^=row-]").first.evaluate("row => row.id.slice(4)")
    page.goto(f"{page.url.split('/inspect/')[0]}/d/{code}/")


def open_account(page: Page) -> None:
    open_first("main a[href*='/staff/months/']")(page)
    open_first("main a[href*='/accounts/']")(page)


def open_code(page: Page) -> None:
    """The code of today's activity."""
    open_first("main a.cell:has-text('竹坡巷清水沟')")(page)
    open_first("main a[href$='/code']")(page)


def open_paper_code(page: Page) -> None:
    """The same on paper, chosen now or before."""
    open_code(page)
    page.locator("#paper ~ form button, #paper ~ p a").click()
    expect(page.locator("#stop")).to_be_visible()


def open_fairness(page: Page) -> None:
    open_first("main a[href*='/months/']")(page)
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


def open_sample(page: Page) -> None:
    """Of the last walk of the list: the same as the last time, or thrown now."""
    page.goto(page.locator("main .list a").last.evaluate("link => link.href"))
    if page.locator("#thrown").count():
        page.fill("#thrown", "3 5 1")
        page.locator("main .btn.main").click()
    expect(page.locator("#drawn")).to_be_visible()


def open_throw(page: Page) -> None:
    open_first("main .list li:has(.pill.wait) a")(page)


def open_sampled(page: Page) -> None:
    """With an item seen otherwise."""
    open_sample(page)
    open_first("main .list a")(page)
    page.locator("label[for=item-W1-otherwise]").click()
    page.fill("input[name=text-W1]", "门口还有纸箱")
    page.locator("main .btn.main").click()
    expect(page.locator("#seen")).to_be_visible()


def open_sample_again(page: Page) -> None:
    open_sample(page)
    open_first("main a[href$='/again/']")(page)


def open_published_check(page: Page) -> None:
    """The first that the account of a published month leads back to."""
    open_published_account(page)
    open_first("main a[href*='/oversight/checks/']")(page)


def open_published_photo(page: Page) -> None:
    """Of the first check of the courtyard that has one."""
    open_courtyard(page)
    checks = page.locator("main a[href*='/oversight/checks/']").evaluate_all("links => links.map((link) => link.href)")
    for check in checks:
        page.goto(check)
        if page.locator("main a[href*='/photos/']").count():
            break
    open_first("main a[href*='/photos/']")(page)


def start_a_job(selector: str) -> Callable[[Page], None]:
    """Press that button; stopped before the page looks again, so that it stays as it is."""

    def act(page: Page) -> None:
        page.route("**/reload.js", lambda route: route.abort())
        page.locator(selector).first.click()
        expect(page.locator("#how-far")).to_be_visible()
        page.unroute("**/reload.js")

    return act


def wait_for_job(selector: str) -> Callable[[Page], None]:
    """Press that button, and see what a worker made of it."""

    def act(page: Page) -> None:
        page.locator(selector).first.click()
        expect(page.locator("#how-far")).to_have_count(0, timeout=180_000)

    return act


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


def open_proof(page: Page) -> None:
    """The page as it is once the browser has computed."""
    open_first("main a[href*='/card/proof/']")(page)
    page.locator("[data-when=holds]:visible").first.wait_for()


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


def open_courtyard(page: Page) -> None:
    open_first("main a[href*='/courtyards/']")(page)


def open_household(page: Page) -> None:
    open_courtyard(page)
    open_first("main a[href*='/households/']")(page)


def open_desk_again(page: Page) -> None:
    """A score of the latest published month, computed once more."""
    page.goto(page.locator("main a[href*='/staff/months/']").nth(1).evaluate("link => link.href"))
    open_first("main a[href*='/accounts/']")(page)
    open_first("main a[href$='/again/']")(page)


def show_sign_in_code(page: Page) -> None:
    page.locator("main .btn.main").click()
    expect(page.locator("main img")).to_be_visible()


def print_slips(page: Page) -> None:
    """Stopped before the page looks again, so that it stays as it is."""
    page.route("**/reload.js", lambda route: route.abort())
    page.locator("main form .btn").first.click()
    expect(page.locator("#how-far")).to_be_visible()
    page.unroute("**/reload.js")


def open_activity_to_change(page: Page) -> None:
    open_first("main a.cell")(page)
    open_first("main a[href$='/edit']")(page)


def open_own_data(page: Page) -> None:
    open_household(page)
    open_first("main a[href$='/data/']")(page)


def open_photo_to_cover(page: Page) -> None:
    """With an area that is drawn and not sent."""
    open_photo(page)
    page.locator("[data-add]").click()
    expect(page.locator(".areas > rect")).to_have_count(1)


def open_photo(page: Page) -> None:
    """Of the first case that has one."""
    open_case(page)
    waiting = page.locator("#queue a.cell")
    for case in waiting.evaluate_all("links => links.map((link) => link.href)"):
        page.goto(case)
        if page.locator("main a[href*='/photos/']").count():
            break
    open_first("main a[href*='/photos/']")(page)


def open_deed(page: Page) -> None:
    open_next_courtyard(page)
    page.locator("#to-deed").click()
    page.locator("label[for=deed-activity]").click()
    expect(page.locator("#points-activity")).to_be_visible()


def open_reserve(page: Page) -> None:
    open_first("main a[href*='/staff/counter/']")(page)
    open_first("main a[href$='/reserve']")(page)


def open_forms(page: Page) -> None:
    """All that a page keeps folded."""
    for folded in page.locator("main details").all():
        folded.evaluate("details => { details.open = true; }")


def put_by(page: Page) -> None:
    """More than there is, so that it waits; or the same as the last time."""
    open_reserve(page)
    page.fill("#pieces", "900")
    page.locator("main .btn.main").click()
    expect(page.locator("main .note.good")).to_be_visible()


def open_group(page: Page) -> None:
    """Of the latest published month."""
    page.goto(page.locator("main a[href*='/staff/months/']").nth(1).evaluate("link => link.href"))
    open_first("main a[href$='/group/']")(page)


def open_paper_walk(page: Page) -> None:
    """Of the first inspector, today."""
    page.select_option("#inspector", index=1)
    page.locator("main .btn.main").click()
    expect(page.locator("h1")).not_to_have_text("纸质补录")


def upload_roster(page: Page) -> None:
    """The look at a file with a new row, a change, a bad row and a column that is refused."""
    head = "巷,门牌号,网格,户主,参加月份,身份证号"
    rows = ("石阶巷,1-9,1,何桂芳,2026-08,x", "石阶巷,1,,,2026-05,", "石阶巷,2-9,1,李秀英,去年,")
    text = "\n".join((head, *rows))
    page.locator("#file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.locator("main button.main").click()
    expect(page.locator("#bad-rows")).to_be_visible()
    expect(page.locator("#changed-rows")).to_be_visible()


def invite_somebody(page: Page) -> None:
    page.fill("#name", "何小兰")
    page.check("input[value=staff]")
    page.locator("main .btn.main").click()
    expect(page.locator("#link")).to_be_visible()


def open_invitation(page: Page) -> None:
    invite_somebody(page)
    page.goto(page.locator("#link").input_value().split()[-1])


def draw_a_pin(page: Page) -> None:
    open_first("main a.cell")(page)
    page.locator("form[action$='/pin'] .btn").click()
    expect(page.locator("#new-pin")).to_be_visible()


def begin_second_step(page: Page) -> None:
    """Begun once, the secret shows again."""
    if not page.locator("main code.long").count():
        page.locator("main .btn").first.click()
    expect(page.locator("main code.long")).to_be_visible()


def open_act(act: str, *fields: tuple[str, str]) -> Callable[[Page], None]:
    """An act on the courtyard that was found, with what it would do."""

    def open_and_ask(page: Page) -> None:
        open_first(YARD)(page)
        open_first(f"main a[href$='/{act}']")(page)
        for name, value in fields:
            page.fill(f"main form.prose [name={name}]", value)
        if page.locator("#other").count():
            page.locator("#other").select_option(index=2)
        page.locator("main form.prose .btn").click()
        expect(page.locator("#then")).to_be_visible()

    return open_and_ask
