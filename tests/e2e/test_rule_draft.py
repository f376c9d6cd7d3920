"""The draft of a rule book in a browser: a fault leads to its line, and what stands in the box is what goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, open_browser, sign_in
from tests.e2e.running import Server
from tests.e2e.tour import PASSWORD
from tests.e2e.ways import open_faulty_draft

SELECTED = "text => text.value.slice(text.selectionStart, text.selectionEnd)"
HEIGHTS = "() => [document.querySelector('.numbered pre').clientHeight, document.querySelector('#text').scrollHeight]"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("demo") / "data")
    yield server.start()
    server.stop()


@pytest.fixture
def page(chromium, demo, tmp_path, request):
    browser = open_browser(chromium, tmp_path / "profile", DESKTOP, **getattr(request, "param", {}))
    page = browser.pages[0]
    sign_in(page, demo.address, "guanli", PASSWORD)
    page.goto(f"{demo.address}/admin/rules/")
    yield page
    browser.close()


def test_link_of_a_fault_selects_its_line_in_view(page: Page):
    open_faulty_draft(page)
    page.locator("[data-line]").last.click()
    text = page.locator("#text")
    expect(text).to_be_focused()
    assert text.evaluate(SELECTED).startswith(("restore_days: no", "bonus: "))
    expect(page.locator(".numbered b:target")).to_be_in_viewport()


def test_numbers_stand_beside_their_lines_to_the_end(page: Page):
    open_faulty_draft(page)
    numbers, text = page.evaluate(HEIGHTS)
    assert abs(numbers - text) < 60


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_link_leads_to_the_number_and_the_buttons_keep_the_text(page: Page):
    open_faulty_draft(page)
    page.locator("[data-line]").last.click()
    expect(page.locator(".numbered b:target")).to_be_in_viewport()
    text = page.locator("#text")
    text.fill(text.input_value().replace("bonus:", "bonus_cap:").replace("restore_days: no", "restore_days: 2"))
    page.locator("button[value=adopt]").click()
    expect(page.locator("main ins").first).to_contain_text("2天")
