"""Goods in a browser: a household reserves on its card with and without scripts, and somebody signs on the screen."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser, sign_in
from tests.e2e.running import Server
from tests.e2e.tables import rows_in
from tests.e2e.tour import PASSWORD
from tests.e2e.ways import open_first

BUYER = 2  # of the demo's households: one that is commended and has points
STROKES = ((60, 40), (90, 80), (130, 30), (170, 85), (220, 40))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("demo") / "data")
    yield server.start()
    server.stop()


@contextmanager
def browser_for(chromium, folder, **options):
    context = open_browser(chromium, folder / "profile", **options)
    yield context
    context.close()


def open_goods(page: Page, demo: Server) -> None:
    household = demo.card(BUYER)
    page.goto(f"{demo.address}/card/")
    page.fill("#code", household.code)
    page.fill("#pin", household.pin)
    page.locator("main button.main").click()
    page.locator("main a[href='/card/goods/']").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize(("size", "language", "said"), [("normal", "zh_CN", "留好了"), ("elder", "en", "It is put by")])
def test_household_reserves_says_who_collects_and_gives_it_back(
    chromium, demo, tmp_path, size, language, said, scripts
):
    with browser_for(chromium, tmp_path, java_script_enabled=scripts) as context:
        chosen = {"size": size, "language": language}
        context.add_cookies([{"name": name, "value": value, "url": demo.address} for name, value in chosen.items()])
        page = context.pages[0]
        open_goods(page, demo)
        before = page.locator("[id^=own-]").count()
        good = page.locator(".goods li:has([name=good])").first
        good.locator("summary").click()
        good.locator("[name=pieces]").fill("500")
        good.locator("button").click()
        expect(page.locator(".field.wrong [name=pieces]")).to_have_value("500")
        page.locator(".field.wrong [name=pieces]").fill("1")
        page.locator("form:has(.field.wrong) button").click()
        expect(page.locator("main .note.good")).to_contain_text(said)
        own = page.locator("#" + page.url.partition("#")[2])  # where the answer leads
        own.locator("summary").click()
        own.locator("[name=picked_up_by]").fill("何小妹")
        own.locator("[value=name]").click()
        expect(own).to_contain_text("何小妹")
        own.locator("[value=release]").click()
        expect(page.locator("main .note.good")).to_be_visible()
        expect(page.locator("[id^=own-]")).to_have_count(before)


def open_receipt(page: Page, demo: Server) -> None:
    sign_in(page, demo.address, "gongzuo1", PASSWORD)
    page.goto(f"{demo.address}/staff/counter/")
    open_first("main a[href*='/staff/receipts/']")(page)


def draw(page: Page) -> None:
    pad = page.locator(".sign-pad")
    pad.scroll_into_view_if_needed()
    seen = pad.bounding_box()
    assert seen is not None
    first, *others = ((seen["x"] + x, seen["y"] + y) for x, y in STROKES)
    page.mouse.move(*first)
    page.mouse.down()
    for place in others:
        page.mouse.move(*place, steps=5)
    page.mouse.up()


def test_signature_is_drawn_cleared_drawn_again_and_kept(chromium, demo, tmp_path):
    with browser_for(chromium, tmp_path) as context:
        page = context.pages[0]
        open_receipt(page, demo)
        keep = page.locator("[data-sign] .main")
        expect(keep).to_be_disabled()
        draw(page)
        expect(keep).to_be_enabled()
        page.locator("[data-clear]").click()
        expect(keep).to_be_disabled()
        draw(page)
        keep.click()
        expect(page.locator("img.signature")).to_be_visible()
        assert page.locator("img.signature").evaluate("image => image.naturalWidth") == 600
        expect(page.locator("[data-sign]")).to_have_count(0)
        [(size,)] = rows_in(demo.folder, "SELECT length(png) FROM signature")
        assert 500 < size < 50_000


def test_without_scripts_there_is_the_printed_receipt_and_no_field_to_sign_in(chromium, demo, tmp_path):
    with browser_for(chromium, tmp_path, java_script_enabled=False) as context:
        page = context.pages[0]
        sign_in(page, demo.address, "gongzuo1", PASSWORD)
        page.goto(f"{demo.address}/staff/counter/")
        page.locator("main a[href*='/staff/receipts/']").nth(1).click()
        expect(page.locator("main a[href$='/receipt.pdf']")).to_be_visible()
        expect(page.locator("[data-sign]")).to_be_hidden()
