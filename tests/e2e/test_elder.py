"""Large type on every page of residents and of the public: sizes, targets, no sideways scrolling; and reading aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.browsers import PHONE, open_browser
from tests.e2e.running import Server
from tests.e2e.stops import STOPS
from tests.e2e.tables import rows_in
from tests.e2e.test_targets import SMALL
from tests.e2e.tour import LANGUAGES

# 180 is what a window of 360 has at 200 %.
WIDTHS = (320, 180)
TARGET, SMALLEST, TIGHTEST = 60, 18, 1.3
OPEN_TO_ALL = ("/", "/?number=27", "/?number=9999", "/card/", "/district/示例街道/", "/guide/", "/guide/staff/")
# Figures and door numbers stand in one line, so that the space between lines means nothing there.
CRAMPED = """
([smallest, tightest]) => {
  const found = new Set();
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode.data.trim();
    const around = words.currentNode.parentElement;
    if (!text || !around.checkVisibility() || around.closest('script, svg, option, .vh, .skip')) continue;
    const { fontSize, lineHeight } = getComputedStyle(around);
    const size = parseFloat(fontSize);
    const isFigure = /^[-−+/0-9号院.]+$/.test(text);
    if (size < smallest || (!isFigure && parseFloat(lineHeight) / size < tightest - 0.01)) {
      found.add(`${fontSize}/${lineHeight} ${text.slice(0, 20)}`);
    }
  }
  return [...found];
}
"""
VOICE = """
(() => {
  const voice = (lang) => ({ lang, name: lang, localService: true, default: false, voiceURI: lang });
  const told = { voices: [], said: [], rates: [], current: null };
  const listeners = [];
  window.told = told;
  window.giveVoices = (...tongues) => { told.voices = tongues.map(voice); listeners.forEach((each) => each()); };
  window.finishSentence = () => { const { current } = told; told.current = null; current.onend(); };
  window.SpeechSynthesisUtterance = function Utterance(text) { this.text = text; };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => told.voices,
    addEventListener: (_name, listener) => listeners.push(listener),
    cancel: () => { told.current = null; },
    speak: (words) => { told.current = words; told.said.push(words.text); told.rates.push(words.rate); },
  } });
})();
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("demo") / "data")
    yield server.start()
    server.stop()


@pytest.fixture
def phone(chromium, tmp_path):
    browser = open_browser(chromium, tmp_path / "phone", PHONE)
    yield browser
    browser.close()


def open_the_card(page: Page, server: Server, number: int = 0) -> None:
    household = server.card(number)
    page.goto(f"{server.address}/card/?code={household.code}")
    page.fill("#pin", household.pin)
    page.locator("main button.main").click()
    expect(page.locator(".score")).to_be_visible()


def door_of(server: Server) -> str:
    [(code,), *_others] = rows_in(server.folder, "SELECT code FROM courtyard WHERE number = '27'")
    return f"/d/{code}/"


def wrong_with(page: Page) -> list[str]:
    """At each width; the page is there already."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"scrolls sideways at {width}")
        found += [f"at {width}: {each}" for each in page.evaluate(SMALL, TARGET)]
        found += [f"at {width}: {each}" for each in page.evaluate(CRAMPED, [SMALLEST, TIGHTEST])]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_residents_and_the_public_can_be_read_and_tapped_in_large_type(phone, demo, language):
    page, found = phone.pages[0], {}
    chosen = {"size": "elder", "language": LANGUAGES[language]}
    cookies = [{"name": name, "value": value, "url": demo.address} for name, value in chosen.items()]
    phone.add_cookies(cookies)
    page.add_init_script(VOICE + "window.giveVoices('zh-CN', 'en-GB');")
    for path in (*OPEN_TO_ALL, door_of(demo)):
        page.goto(demo.address + path)
        found[path] = wrong_with(page)
    for who, number in (("card", 0), ("card-2", 2)):
        phone.clear_cookies()
        phone.add_cookies(cookies)
        open_the_card(page, demo, number)
        for stop in (stop for stop in STOPS if stop.who == who):
            page.goto(demo.address + stop.path_in(demo.folder))
            if stop.act:
                stop.act(page)
            found[stop.name] = wrong_with(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_one_tap_makes_type_large_wherever_one_is_and_it_is_remembered(phone, demo):
    page = phone.pages[0]
    for path in ("/", "/card/", door_of(demo)):
        page.goto(demo.address + path)
        page.get_by_role("button", name="大字").click()
        expect(page.locator("html[data-size=elder]")).to_have_count(1)
        assert page.url == demo.address + path
        page.get_by_role("button", name="标准字").click()
        expect(page.locator("html[data-size=normal]")).to_have_count(1)
    page.get_by_role("button", name="大字").click()
    open_the_card(page, demo)
    expect(page.locator("html[data-size=elder]")).to_have_count(1)
    [cookie] = [each for each in phone.cookies() if each["name"] == "size"]
    assert cookie["expires"] > 0, "it outlives the browser"


@pytest.fixture
def speaking_card(phone, demo) -> Page:
    page = phone.pages[0]
    page.add_init_script(VOICE)
    open_the_card(page, demo)
    return page


def test_reading_aloud_is_hidden_until_there_is_a_voice_for_the_language(speaking_card):
    section = speaking_card.locator("[data-speak]")
    expect(section).to_be_hidden()
    speaking_card.evaluate("giveVoices('en-US', 'zh-HK')")
    expect(section).to_be_hidden()
    speaking_card.evaluate("giveVoices('en-US', 'zh_CN')")
    expect(section).to_be_visible()


def test_card_is_read_sentence_by_sentence_and_shows_where_it_is(speaking_card):
    page = speaking_card
    page.evaluate("giveVoices('zh-CN')")
    page.get_by_role("button", name="念给我听").click()
    sentences = page.locator("[data-speak] li")
    first, second = (sentences.nth(place).inner_text() for place in (0, 1))
    expect(page.locator("[data-speak] [aria-current]")).to_have_text(first)
    assert first.endswith("分，满分20分。")
    page.evaluate("finishSentence()")
    expect(page.locator("[data-speak] [aria-current]")).to_have_text(second)
    page.get_by_role("button", name="停一下").click()
    assert page.evaluate("told.current") is None
    page.get_by_role("button", name="念慢点").click()
    page.get_by_role("button", name="接着念").click()
    assert page.evaluate("told.said") == [first, second, second]
    assert page.evaluate("told.rates[2] < told.rates[0]")
    page.get_by_role("button", name="不念了").click()
    expect(sentences.first).to_be_hidden()
    expect(page.get_by_role("button", name="念给我听")).to_be_visible()


def test_after_the_last_sentence_it_is_silent_and_can_begin_again(speaking_card):
    page = speaking_card
    page.evaluate("giveVoices('zh-CN')")
    page.get_by_role("button", name="念给我听").click()
    count = page.locator("[data-speak] li").count()
    for _ in range(count):
        page.evaluate("finishSentence()")
    assert page.evaluate("[told.said.length, told.current]") == [count, None]
    assert "现在可以用的积分" in "".join(page.evaluate("told.said"))
    page.get_by_role("button", name="念给我听").click()
    assert page.evaluate("told.said.length") == count + 1


def loads(browser: BrowserContext, page: Page, address: str) -> tuple[int, list[str]]:
    """Bytes on the line, and the addresses of scripts, of a first visit; photos come after, as one scrolls."""
    wire, sizes, addresses = browser.new_cdp_session(page), {}, {}
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    wire.on("Network.responseReceived", lambda event: addresses.update({event["requestId"]: event}))
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    wire.detach()
    seen = {key: event for key, event in addresses.items() if "/photos/" not in event["response"]["url"]}
    scripts = [event["response"]["url"] for event in seen.values() if event["type"] == "Script"]
    return sum(sizes.get(key, 0) for key in seen), scripts


def test_first_load_is_below_50_kilobytes_and_brings_no_library(phone, demo):
    page = phone.pages[0]
    open_the_card(page, demo)
    told = {}
    for path in ("/", "/?number=27", door_of(demo), "/card/"):
        told[path] = loads(phone, page, demo.address + path)
    assert {path: size for path, (size, _scripts) in told.items() if size > 50_000} == {}
    brought = {script for _size, scripts in told.values() for script in scripts}
    assert brought <= {f"{demo.address}/static/dist/speak.js"}


def test_board_door_and_card_work_without_scripts_and_without_service_workers(chromium, tmp_path, demo):
    browser = open_browser(chromium, Path(tmp_path / "old"), PHONE, java_script_enabled=False, service_workers="block")
    page = browser.pages[0]
    page.goto(f"{demo.address}/")
    page.select_option("#lane", "石阶巷")
    page.fill("#number", "27")
    page.get_by_role("button", name="找").click()
    expect(page.locator("#found .plate")).to_have_text(["27"])
    page.get_by_role("link", name="在名单里看").click()
    assert page.url.split("#")[1] == page.locator(".yards [aria-current]").get_attribute("id")
    page.get_by_role("button", name="大字").click()
    expect(page.locator("html[data-size=elder]")).to_have_count(1)
    page.goto(demo.address + door_of(demo))
    page.get_by_role("link", name="我是这户的，看积分卡").click()
    open_the_card(page, demo)
    expect(page.locator("[data-speak]")).to_be_hidden()
    browser.close()
