"""A new version comes to a phone with work on it: nothing is lost, it waits for a calm moment, an old tab says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.faults.phone_store import PhoneStore, read_store
from tests.e2e.faults.street import Street, make_picture, make_street
from tests.e2e.faults.walking import get_ready, open_courtyard, send_everything, take_photo, tap
from tests.e2e.releases import Releases
from tests.e2e.running import Server
from tests.e2e.tables import rows_in
from tests.waiting import wait_until

CHECKS = 50
VERSION_OF = "async () => (await indexedDB.databases()).find(({ name }) => name === 'sanbao').version"
UPDATE = "async () => void (await (await navigator.serviceWorker.ready).update())"
OPEN_NEWER = """
() => new Promise((resolve, reject) => {
  Object.assign(indexedDB.open('sanbao', 99), { onsuccess: () => resolve(), onerror: reject });
})
"""
HAS_WAITING = "async () => Boolean((await navigator.serviceWorker.ready).waiting)"


@pytest.fixture(scope="module")
def street(tmp_path_factory) -> Street:
    return make_street(tmp_path_factory.mktemp("street") / "data", CHECKS + 2)


@pytest.fixture
def releases(street):
    server = Server(street.folder, "serve").start()
    releases = Releases(server.port)
    yield releases
    releases.close()
    server.stop()


@pytest.fixture
def phone(chromium, tmp_path) -> Page:
    context = open_browser(chromium, tmp_path / "phone")
    yield context.pages[0]
    context.close()


def save_clean(page: Page, count: int) -> None:
    """So many courtyards, everything passes, one after another."""
    plate = page.locator("header .plate")
    for _ in range(count):
        before = plate.inner_text()
        page.wait_for_timeout(620)  # a new page's save ignores taps for 600 ms
        page.locator("#save").click()
        expect(plate).not_to_have_text(before)


def let_the_new_version_come(phone: Page, releases: Releases) -> None:
    """Pages are served again, the wire is not: whatever waits must come through the update."""
    releases.is_old, releases.has_pages, releases.has_wire = False, True, False
    phone.goto(f"{releases.address}/inspect/")
    phone.evaluate(UPDATE)


def test_update_with_a_draft_open_is_offered_and_loses_nothing(phone, releases, street, tmp_path):
    get_ready(phone, releases.address)
    assert phone.evaluate(VERSION_OF) == 1
    releases.has_pages = False
    open_courtyard(phone, releases.address, street.codes[0])
    save_clean(phone, CHECKS)
    tap(phone, "W2", "fault")
    take_photo(phone, "W2", make_picture(tmp_path, 1))
    expect(phone.locator("#item-W2 figure.shot")).to_have_count(1)
    before = read_store(phone)

    let_the_new_version_come(phone, releases)
    offer = phone.locator("[data-act=update]")
    expect(offer).to_be_visible(timeout=30_000)
    assert phone.evaluate(VERSION_OF) == 1, "the old version works on while a draft is open"
    with phone.expect_navigation():
        offer.click()
    expect(phone.locator("header")).to_contain_text(f"待发{CHECKS}")
    phone.wait_for_function("() => window.htmx")
    assert phone.evaluate(VERSION_OF) == 2
    assert read_store(phone) == before
    assert_all_is_there(before)

    phone.goto(f"{releases.address}/inspect/courtyards/{street.codes[CHECKS]}/")
    expect(phone.locator("#fault-W2")).to_be_checked()
    expect(phone.locator("#item-W2 figure.shot img")).to_be_visible()
    save_clean(phone, 1)
    releases.has_wire = True
    send_everything(phone, releases.address)
    assert rows_in(street.folder, "SELECT COUNT(*), COUNT(DISTINCT uuid) FROM courtyard_check") == [
        (CHECKS + 1, CHECKS + 1)
    ]
    assert rows_in(street.folder, "SELECT COUNT(*) FROM received_entry WHERE outcome = 'accepted'") == [(CHECKS + 1,)]
    assert rows_in(street.folder, "SELECT COUNT(*) FROM photo") == [(1,)]


def assert_all_is_there(store: PhoneStore) -> None:
    assert (len(store.checks), len(store.outbox), len(store.drafts), len(store.photos)) == (CHECKS, CHECKS, 1, 1)
    assert store.lost() == []


def test_update_is_taken_by_itself_when_nothing_is_open(phone, releases, street):
    get_ready(phone, releases.address)
    let_the_new_version_come(phone, releases)
    wait_until(lambda: is_new(phone), pause=lambda: phone.wait_for_timeout(200))
    expect(phone.locator("footer .main")).to_be_visible()


def is_new(phone: Page) -> bool:
    """The page is the new version's: its database has what came with it, and no worker waits."""
    try:
        return phone.evaluate(VERSION_OF) == 2 and not phone.evaluate(HAS_WAITING)
    except Error:
        return False  # the page was just being replaced


def test_tab_of_an_older_version_works_on_when_a_newer_one_has_changed_the_database(phone, releases, street):
    releases.is_old = False
    get_ready(phone, releases.address)
    open_courtyard(phone, releases.address, street.codes[-1])
    tap(phone, "W2", "fault")
    expect(phone.locator("#save")).to_contain_text("不合格")
    other = phone.context.new_page()
    other.goto(f"{releases.address}/inspect/")
    other.evaluate(OPEN_NEWER)
    tap(phone, "W3", "fault")
    expect(phone.locator("#save")).to_contain_text("2项不合格")
