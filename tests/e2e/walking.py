"""What an inspector does with a phone, as the tests of whole jobs have it done."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browsers import sign_in
from tests.e2e.people import People
from tests.e2e.running import Server
from tests.factories.users import PASSWORD


def fault(page: Page, item: str, phrase: int | None = None, photo: Path | None = None) -> None:
    """Tap 不合格 as a thumb does, then a phrase and a photo; each is kept before the next."""
    row = page.locator(f"#item-{item}")
    row.locator("label.seg.no").click()
    expect(row).to_have_class(re.compile("is-fault"))
    if phrase is not None:
        row.locator(f"label[for=phrase-{item}-{phrase}]").click()
    if photo is not None:
        row.locator("input[type=file]").set_input_files(photo)
        expect(row.locator("figure.shot")).to_have_count(1)


def save_and_go_on(page: Page, number: str, following: str) -> None:
    expect(page.locator("header .plate")).to_have_text(number)
    page.wait_for_timeout(700)  # a new page's save ignores taps for 600 ms
    page.locator("#save").click()
    heading = page.locator("header .plate") if following else page.locator("header h1")
    expect(heading).to_have_text(following or "第一网格")


def check_five_courtyards(page: Page, photographs: list[Path]) -> None:
    page.locator("footer .main").click()
    save_and_go_on(page, "21", "23")
    fault(page, "W2", 1, photographs[0])
    save_and_go_on(page, "23", "25")
    fault(page, "O1", 1, photographs[1])
    page.locator("label[for=fixed-O1]").click()
    expect(page.locator("#save")).to_contain_text("1项当场改好")
    save_and_go_on(page, "25", "27")
    fault(page, "W1", 1, photographs[2])
    fault(page, "O4")
    expect(page.locator("#save")).to_contain_text("2项不合格")
    save_and_go_on(page, "27", "29")
    save_and_go_on(page, "29", "")


def send_now(page: Page, address: str) -> None:
    page.goto(f"{address}/inspect/outbox/")
    page.locator("footer .main, form.bar .main").click()
    expect(page.locator("header .mid")).to_contain_text("都发完了", timeout=60_000)


def inspect_without_a_server(people: People, server: Server, photographs: list[Path]) -> Page:
    """Sign in, lose the server, check five courtyards, close the browser, open it again: all is there."""
    phone = people.browser("phone")
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    server.kill()
    check_five_courtyards(phone, photographs)
    people.close("phone")
    phone = people.browser("phone")
    phone.goto(f"{people.address}/inspect/")
    expect(phone.locator("header")).to_contain_text("待发5")
    return phone


def redo_number_27(phone: Page, address: str) -> None:
    """The reason has reached the phone; what was said before is there again, photo and all."""
    phone.goto(f"{address}/inspect/outbox/")
    phone.locator("form.bar .main").click()
    expect(phone.locator("main")).to_contain_text("通道其实是通的", timeout=30_000)
    phone.goto(f"{address}/inspect/")
    phone.locator("a.cell", has=phone.locator(".plate:text-is('27')")).click()
    phone.get_by_role("button", name="去重查").click()
    expect(phone.locator("#item-W1 figure.shot")).to_have_count(1)
    phone.locator("#item-O4 label.seg.yes").click()
    expect(phone.locator("#save")).to_contain_text("1项不合格")
    save_and_go_on(phone, "27", "")
    send_now(phone, address)
