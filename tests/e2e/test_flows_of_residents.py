"""What a household does on its card, from beginning to end: in plain and large type, Chinese and English, with and
without scripts. Words are looked for only where they are the household's own; each page fits and axe finds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.running import Server
from tests.e2e.ways_of_card import open_here, open_put_right

SMALL, USUAL = {"width": 320, "height": 640}, {"width": 360, "height": 740}
SENT = "main .note.good"
SEEN = "[document.documentElement.scrollWidth, innerWidth, matchMedia('(scripting: enabled)').matches]"
OWNER, TENANT = range(2)  # of the demo's cards


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody reads: `scripts` is whether their browser runs any."""

    size: str
    language: str
    scripts: bool


READERS = [
    Reader("normal", "zh_CN", scripts=True),
    Reader("elder", "zh_CN", scripts=False),
    Reader("elder", "en", scripts=True),
    Reader("normal", "en", scripts=False),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    with Server(tmp_path_factory.mktemp("flows") / "demo") as server:
        yield server


@pytest.fixture(params=READERS, ids=lambda reader: f"{reader.size}-{reader.language}-{reader.scripts}")
def reader(request) -> Reader:
    return request.param


@pytest.fixture
def phone(chromium, demo, reader, tmp_path):
    viewport = SMALL if reader.size == "elder" else USUAL
    browser = open_browser(chromium, tmp_path / "phone", viewport, java_script_enabled=reader.scripts)
    chosen = {"size": reader.size, "language": reader.language}
    browser.add_cookies([{"name": name, "value": value, "url": demo.address} for name, value in chosen.items()])
    yield browser.pages[0]
    browser.close()


def look_at(page: Page) -> None:
    """The page fits its window; where scripts run, axe has nothing to say."""
    width, window, scripts = page.evaluate(SEEN)
    assert width <= window, page.url
    if scripts:  # axe needs them; without, the page is the same
        assert [each["id"] for each in Axe().run(page).response["violations"]] == [], page.url


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()
    look_at(page)


def follow(page: Page, link: str) -> None:
    press(page, f"main a[href{link}")


def open_card(page: Page, demo: Server, number: int) -> None:
    household = demo.card(number)
    page.goto(f"{demo.address}/card/")
    page.fill("#code", household.code)
    page.fill("#pin", household.pin)
    press(page, "main form button.main")
    expect(page.locator(".score")).to_be_visible()


def test_own_door_is_found_on_the_board_and_a_wrong_pin_tells_nothing(phone, demo):
    phone.goto(demo.address)
    phone.fill("#number", "27")
    press(phone, ".lookup button")
    expect(phone.locator("#found")).to_be_visible()
    household, said = demo.card(OWNER), []
    for code, pin in ((household.code, "000000"), ("ABCD2345", household.pin)):
        phone.goto(f"{demo.address}/card/")
        phone.fill("#code", code)
        phone.fill("#pin", pin)
        press(phone, "main form button.main")
        expect(phone.locator("#pin")).to_have_value("")
        said.append(phone.locator("main").inner_text())
    assert said[0] == said[1]


def test_good_deed_is_claimed_with_a_photo_and_taken_back(phone, demo, photographs: list[Path]):
    open_card(phone, demo, OWNER)
    follow(phone, "='/card/claims/']")
    follow(phone, "='/card/claims/new']")
    follow(phone, "*='kind=activity']")
    phone.fill("#text", "扫了半条巷子")
    phone.set_input_files("#photo", photographs[0])
    phone.locator("main form button.main").click()
    expect(phone.locator(SENT)).to_be_visible(timeout=60_000)
    look_at(phone)
    own = phone.locator("[id^=claim-]").first
    expect(own).to_contain_text("扫了半条巷子")
    expect(own.locator("img")).to_have_count(1)
    own.locator("form button").click()
    expect(phone.locator("[id^=claim-]").first.locator("form")).to_have_count(0)


def test_fault_is_said_to_be_put_right_and_that_is_taken_back(phone, demo, photographs: list[Path]):
    open_card(phone, demo, OWNER)
    open_put_right(phone)
    look_at(phone)
    press(phone, "main form button.main")
    expect(phone.locator(".field.wrong #photo")).to_have_count(1)
    phone.set_input_files("#photo", photographs[1])
    phone.locator("main form button.main").click()
    expect(phone.locator(SENT)).to_be_visible(timeout=60_000)
    look_at(phone)
    phone.locator(".told form button").first.click()
    expect(phone.locator(".told form button")).to_have_count(0)


def test_wish_is_made_and_one_of_a_neighbour_is_taken_and_given_back(phone, demo, reader):
    open_card(phone, demo, TENANT)
    follow(phone, "='/card/help/']")
    follow(phone, "='/card/help/wish']")
    press(phone, "main form button.main")
    expect(phone.locator(".field.wrong #text")).to_have_count(1)
    words = f"想修一盏灯 {READERS.index(reader)}"
    phone.fill("#text", words)
    press(phone, "main form button.main")
    expect(phone.locator(SENT)).to_be_visible()
    phone.get_by_text(words).click()
    press(phone, "main form:has([value=end]) button")
    phone.goto(f"{demo.address}/card/help/")
    phone.locator("section[aria-labelledby=open] a.cell").first.click()
    for who in phone.locator("main form input[type=radio]").all()[:1]:
        who.check(force=True)
    press(phone, "main form button.main")
    expect(phone.locator("main form [name=do][value=prove]")).to_have_count(1)
    phone.locator("details.more summary").first.click()
    phone.fill("#why", "那天不在家")
    with phone.expect_navigation():
        phone.locator("form:has([value=give_back]) button").click()
    expect(phone.locator("main form [name=do][value=take]")).to_have_count(1)
    look_at(phone)


def test_household_signs_up_and_off_and_in_at_the_place(phone, demo):
    open_card(phone, demo, OWNER)
    follow(phone, "='/card/activities/']")
    before = phone.locator("form[action$='/sign-off']").count()
    # Not one for which somebody of the family has signed up already: its form is folded.
    later = phone.locator("section.panel:has(form[action$='/sign-up']):not(:has(details))").first
    with phone.expect_navigation():
        later.locator("form[action$='/sign-up'] button").last.click()
    look_at(phone)
    expect(phone.locator("form[action$='/sign-off']")).to_have_count(before + 1)
    phone.locator("form[action$='/sign-off'] button").last.click()
    expect(phone.locator("form[action$='/sign-off']")).to_have_count(before)
    phone.goto(demo.address + open_here(demo.folder))
    look_at(phone)
    if phone.locator("main form button.main").count():  # the first of the readers; then it is known who is there
        press(phone, "main form button.main")
    expect(phone.locator(SENT)).to_be_visible()


def test_code_that_is_not_that_of_the_place_signs_nobody_in(phone, demo):
    open_card(phone, demo, TENANT)
    path = open_here(demo.folder)
    phone.goto(demo.address + path[:-1] + ("0" if path[-1] != "0" else "1"))
    look_at(phone)
    expect(phone.locator("main .note.wait")).to_be_visible()
    expect(phone.locator("main form button.main")).to_have_count(0)


def test_card_is_closed_by_who_opened_it(phone, demo):
    open_card(phone, demo, OWNER)
    phone.locator("form[action$='/close/'] button").first.click()
    phone.goto(f"{demo.address}/card/claims/")
    expect(phone.locator("#pin")).to_be_visible()
