"""The household at its own phone: objecting with a photo, with and without scripts, and checking the fingerprint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.browsers import open_browser
from tests.e2e.running import Server
from tests.e2e.tables import rows_in

KEPT = "SELECT COUNT(*) FROM objection_photo"
WITHOUT_CRYPTO = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    with Server(tmp_path_factory.mktemp("trust") / "demo") as server:
        yield server


@pytest.fixture
def card(chromium, demo, tmp_path):
    """Opens the card in a browser of its own, which is closed at the end."""
    opened = []

    def enter(size: str = "normal", language: str = "zh_CN", **options) -> Page:
        viewport = {"width": 360, "height": 740}
        browser = open_browser(chromium, tmp_path / f"phone{len(opened)}", viewport, **options)
        opened.append(browser)
        chosen = {"size": size, "language": language}
        browser.add_cookies([{"name": name, "value": value, "url": demo.address} for name, value in chosen.items()])
        page, household = browser.pages[0], demo.card()
        page.goto(f"{demo.address}/card/")
        page.fill("#code", household.code)
        page.fill("#pin", household.pin)
        page.locator("main button.main").click()
        return page

    yield enter
    for browser in opened:
        browser.close()


def open_proof(page: Page) -> None:
    page.locator("main a[href*='/card/proof/']").click()


@pytest.mark.parametrize(
    ("scripts", "size", "language"), [(True, "normal", "zh_CN"), (False, "elder", "en"), (False, "normal", "zh_CN")]
)
def test_household_objects_with_a_photo(card, demo, photographs: list[Path], scripts, size, language):
    [(before,)] = rows_in(demo.folder, KEPT)
    page = card(size, language, java_script_enabled=scripts)
    page.locator("main a[href*='/objections/new']").first.click()
    page.locator("input[name=line]").first.check()
    page.fill("#text", "那天的箱子是隔壁放的")
    page.locator("input[type=file]").set_input_files(photographs[0])
    for late in page.locator("input[name=late]").all():
        late.check()
    page.locator("main button.main").click()
    expect(page.locator("main .note.good")).to_be_visible()
    expect(page.get_by_text("那天的箱子是隔壁放的")).to_be_visible()
    expect(page.locator("main .photo img")).to_have_count(1)
    assert rows_in(demo.folder, KEPT) == [(before + 1,)]


@pytest.mark.parametrize("size", ["normal", "elder"])
def test_browser_recomputes_the_published_fingerprint(card, size):
    page = card(size)
    open_proof(page)
    expect(page.locator("[data-when=holds]").first).to_be_visible()
    shown = page.locator("code.hex b").first.inner_text()
    assert page.locator("[data-computed]").first.inner_text() == shown
    page.fill("#typed", shown.upper().replace(" ", "  "))
    page.locator("form[data-compare] button").click()
    expect(page.locator("[data-when=same]")).to_be_visible()
    page.fill("#typed", "0" + shown[1:] if shown[0] != "0" else "1" + shown[1:])
    page.locator("form[data-compare] button").click()
    expect(page.locator("[data-when=other]")).to_be_visible()


def test_one_point_changed_is_found(card):
    page = card()

    def change(route: Route) -> None:
        proof = route.fetch().json()
        proof["shown"]["total"] += 1
        route.fulfill(body=json.dumps(proof), content_type="application/json")

    page.route("**/card/proof/**/*.json", change)
    open_proof(page)
    expect(page.locator("[data-when=broken]").first).to_be_visible()
    expect(page.locator("[data-when=holds]").first).to_be_hidden()


def test_numbers_of_other_figures_than_the_page_shows_are_found(card):
    """Another account's proof holds by itself; it is not this household's."""
    page = card()
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => {"
        " const place = document.querySelector('[data-proof]'); if (place) place.dataset.figures += '0'; });"
    )
    open_proof(page)
    expect(page.locator("[data-when=broken]").first).to_be_visible()


def test_where_the_browser_can_not_compute_it_says_so_and_the_numbers_are_there(card):
    page = card()
    page.add_init_script(WITHOUT_CRYPTO)
    open_proof(page)
    expect(page.locator("[data-when=insecure]").first).to_be_visible()
    shown = page.locator("code.hex b").first.inner_text()
    page.locator("summary", has_text="用别的工具算").first.click()
    expect(page.locator(".sums li").last).to_contain_text(shown.replace(" ", ""))
    page.fill("#typed", shown)
    page.locator("form[data-compare] button").click()
    expect(page.locator("[data-when=same]")).to_be_visible()


def test_without_scripts_the_numbers_and_the_comparison_are_there(card):
    page = card(java_script_enabled=False)
    open_proof(page)
    expect(page.locator("[data-when=idle]").first).to_be_visible()
    shown = page.locator("code.hex b").first.inner_text()
    page.fill("#typed", shown)
    page.locator("form[data-compare] button").click()
    expect(page.locator("[data-when=same]")).to_be_visible()
    with page.expect_download() as download:
        page.locator("summary", has_text="用别的工具算").first.click()
        page.locator("a[download]").first.click()
    assert json.loads(Path(download.value.path()).read_text())["root"].startswith(shown.replace(" ", ""))
