"""The phone's database is closed under the app, again and again amid taps: every tap is kept all the same."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.faults.evidence import arrived_checks, outcomes
from tests.e2e.faults.notes import read_page
from tests.e2e.faults.phone_store import read_store
from tests.e2e.faults.walking import ITEMS, get_ready, open_courtyard, save, send_everything, tap_quickly

ROUNDS, TAPS, BETWEEN = 12, 8, 40
CHECKS = 3
# The browser's own page about IndexedDB closes all connections to a database, as iOS does in the background.
INTERNALS = "chrome://indexeddb-internals"
NEWER = """
(isKept) => new Promise((resolve) => {
  const asked = indexedDB.open('sanbao', 99);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('of_the_future');
    if (!isKept) asked.transaction.abort();
  };
  asked.onsuccess = () => { asked.result.close(); resolve('kept'); };
  asked.onerror = () => resolve('undone');
})
"""


@pytest.fixture
def phone(chromium, tmp_path, server, street) -> Page:
    context = open_browser(chromium, tmp_path / "phone")
    phone = context.pages[0]
    get_ready(phone, server.address)
    server.kill()
    open_courtyard(phone, server.address, street.codes[0])
    yield phone
    context.close()


@pytest.fixture
def other(phone) -> Page:
    """A second page in the same browser, for whoever closes the store."""
    return phone.context.new_page()


def close_the_store(internals: Page) -> None:
    """While taps are under way; the browser lists a database only while somebody has it open."""
    internals.goto(INTERNALS)
    internals.get_by_text("Force close").first.click()


def some_items(chance: random.Random) -> list[str]:
    return [chance.choice(ITEMS) for _ in range(TAPS)]


def assert_shown_and_kept(phone: Page, wanted: set[str]) -> None:
    # A tap under way at a reload may be kept or not; here all have been answered.
    phone.evaluate("() => window.tapping")
    phone.wait_for_selector(".htmx-request", state="detached")
    for item in ITEMS:
        expect(phone.locator(f"#{'fault' if item in wanted else 'pass'}-{item}[checked]")).to_have_count(1)
    expect(phone.locator("#problem .note")).to_have_count(0)
    phone.reload()
    phone.wait_for_selector("#page:not([inert]) header")
    phone.wait_for_function("() => window.htmx")
    assert read_page(phone).faults == wanted


def assert_arrive_once(phone: Page, server, street, said: dict[str, set[str]]) -> None:
    server.start()
    store = send_everything(phone, server.address)
    arrived = arrived_checks(street.folder)
    assert {each.courtyard: set(each.faults) for each in arrived} == said
    assert {each.id for each in arrived} == set(store.checks)
    assert len(arrived) == len(said)
    assert set(outcomes(street.folder)) == {"accepted"}


def test_store_closed_in_the_middle_of_taps_and_saves_loses_none(phone, other, server, street, length):
    chance = random.Random(length.seed)
    said = {}
    for code in street.codes[:CHECKS]:
        wanted: set[str] = set()
        for _ in range(ROUNDS // CHECKS):
            tap_quickly(phone, some_items(chance), wanted, BETWEEN)
            close_the_store(other)
            assert_shown_and_kept(phone, wanted)
        said[code] = wanted
        phone.evaluate("setTimeout(() => document.querySelector('#save').click(), 700)")
        other.wait_for_timeout(chance.uniform(600, 720))
        close_the_store(other)
        expect(phone.locator("#check")).to_have_attribute("action", f"/inspect/courtyards/{following(street, code)}/")
    assert read_store(phone).lost() == []
    assert_arrive_once(phone, server, street, said)


def following(street, code: str) -> str:
    return street.codes[street.codes.index(code) + 1]


@pytest.mark.parametrize("is_kept", [False, True])
def test_newer_version_in_another_tab_shuts_nobody_out(phone, other, server, street, length, is_kept):
    other.goto(f"{server.address}/inspect/")
    chance = random.Random(length.seed)
    wanted: set[str] = set()
    tap_quickly(phone, some_items(chance), wanted, BETWEEN)
    assert other.evaluate(NEWER, is_kept) == ("kept" if is_kept else "undone")
    tap_quickly(phone, some_items(chance), wanted, BETWEEN)
    assert_shown_and_kept(phone, wanted)
    save(phone)
    assert_arrive_once(phone, server, street, {street.codes[0]: wanted})
