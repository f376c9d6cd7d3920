"""Covering a face: drawn with the pointer, moved and sized by keys, and by numbers where there is no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, open_browser, sign_in
from tests.e2e.running import Server
from tests.e2e.tour import PASSWORD
from tests.e2e.ways import open_photo

RECTS = ".areas > rect"
SIDES = ("left", "top", "width", "height")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("demo") / "data")
    yield server.start()
    server.stop()


@pytest.fixture
def page(chromium, demo, tmp_path, request):
    browser = open_browser(chromium, tmp_path / "profile", DESKTOP, **getattr(request, "param", {}))
    page = browser.pages[0]
    sign_in(page, demo.address, "gongzuo1", PASSWORD)
    page.goto(f"{demo.address}/staff/")
    open_photo(page)
    yield page
    browser.close()


def numbers(page: Page) -> list[float]:
    row = page.locator("main tbody tr").first
    return [float(row.locator(f"[name={side}]").input_value()) for side in SIDES]


def send(page: Page) -> None:
    page.locator("main .btn.main").click()
    expect(page.locator("main .note.good")).to_be_visible()


def test_area_is_drawn_moved_sized_saved_and_taken_back(page: Page):
    box = page.locator("svg.areas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5, steps=4)
    page.mouse.up()
    drawn = numbers(page)
    assert [abs(found - meant) < 1 for found, meant in zip(drawn, (20, 30, 20, 20), strict=True)] == [True] * 4
    expect(page.locator(RECTS)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    left, top, width, height = numbers(page)
    assert (left - drawn[0], top - drawn[1], width - drawn[2]) == (pytest.approx(1), 0, 0)
    assert height - drawn[3] == pytest.approx(1)
    send(page)
    expect(page.locator(RECTS)).to_have_count(1)
    page.locator("button[value=undo]").click()
    expect(page.locator(RECTS)).to_have_count(0)


def test_area_is_made_and_removed_by_keys_alone(page: Page):
    page.locator("[data-add]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(RECTS)).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator(RECTS)).to_have_count(0)
    expect(page.locator("[data-add]")).to_be_focused()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_four_numbers_cover_and_empty_ones_uncover(page: Page):
    expect(page.locator("[data-add]")).to_be_hidden()
    for side, value in zip(SIDES, ("10", "20", "15.5", "12"), strict=True):
        page.locator(f"main tbody tr:last-child [name={side}]").fill(value)
    send(page)
    assert numbers(page) == [10, 20, 15.5, 12]
    for side in SIDES:
        page.locator("main tbody tr").first.locator(f"[name={side}]").fill("")
    send(page)
    expect(page.locator(RECTS)).to_have_count(0)
