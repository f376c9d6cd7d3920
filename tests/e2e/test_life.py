"""The life of the app on a real browser: home screen, ready without a line, storage, Wi-Fi, languages, locks."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser, sign_in
from tests.e2e.faults.phone_store import read_store
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.people import People
from tests.e2e.tables import rows_in, wait_for_rows
from tests.factories.users import PASSWORD

TELLS_ROOM = "--disable-features=StaticStorageQuota"
READY = "可以离线用了"
# What the page does, asked by the test itself: the worker's own word, and what is taken from it beforehand.
VERIFY = """
async () => {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const said = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data.lack); });
  active.postMessage('verify', [port2]);
  return said;
}
"""
FORGET_A_FILE = """
async () => {
  const [name] = await caches.keys();
  return (await caches.open(name)).delete('/static/img/icons.svg');
}
"""
CHANGE = """
async ([store, changes]) => {
  const database = await new Promise((resolve) => {
    const asked = indexedDB.open('sanbao');
    asked.onsuccess = () => resolve(asked.result);
  });
  const transaction = database.transaction(store, 'readwrite');
  const asked = transaction.objectStore(store).getAll();
  asked.onsuccess = () => {
    for (const row of asked.result) {
      if (changes) transaction.objectStore(store).put({ ...row, ...changes });
      else transaction.objectStore(store).clear();
    }
  };
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  database.close();
}
"""
SMALL_PHONE, LARGE_PHOTO = 6 << 20, 7 << 20
DAY = 86_400_000


def enter(phone: Page, address: str) -> None:
    sign_in(phone, address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text(READY)).to_be_visible(timeout=30_000)


@pytest.fixture
def phone(people: People) -> Page:
    phone = people.browser("phone", more_arguments=[TELLS_ROOM])
    enter(phone, people.address)
    return phone


def change(phone: Page, store: str, changes: dict | None) -> None:
    phone.evaluate(CHANGE, [store, changes])


def open_next(phone: Page, address: str) -> None:
    phone.goto(f"{address}/inspect/")
    phone.wait_for_function("() => window.htmx")
    phone.locator("footer .main").click()
    expect(phone.locator("#save")).to_be_visible()


def take(phone: Page, photograph: Path) -> None:
    phone.locator("#item-W2 label.seg.no").click()
    phone.locator("#item-W2 input[type=file]").set_input_files(photograph)


def save(phone: Page) -> None:
    before = phone.locator("header .plate").inner_text()
    phone.wait_for_timeout(700)  # a new page's save ignores taps for 600 ms
    phone.locator("#save").click()
    expect(phone.locator("header .plate")).not_to_have_text(before)


def test_home_screen_comes_first_is_offered_by_the_browser_and_is_not_said_in_the_app(people, chromium, tmp_path):
    phone = people.browser("phone")
    phone.goto(f"{people.address}/inspect/")
    assert phone.url == f"{people.address}/inspect/welcome/"
    line = phone.context.new_cdp_session(phone)
    assert line.send("Page.getInstallabilityErrors") == {"installabilityErrors": []}
    expect(phone.get_by_role("button", name="放到主屏幕")).to_be_visible()
    phone.evaluate("dispatchEvent(new Event('appinstalled'))")
    expect(phone.get_by_text("从主屏幕的图标打开，再登录")).to_be_visible()
    expect(phone.get_by_role("button", name="放到主屏幕")).to_be_hidden()

    app = open_browser(chromium, tmp_path / "app", more_arguments=[f"--app={people.address}/inspect/?app=1"])
    page = app.pages[0]
    page.goto(f"{people.address}/inspect/?app=1")
    assert page.evaluate("matchMedia('(display-mode: standalone)').matches")
    expect(page.locator("#username")).to_be_visible()
    expect(page.get_by_text("先放到主屏幕")).to_be_hidden()
    page.goto(f"{people.address}/inspect/welcome/")
    expect(page.get_by_text("苹果手机")).to_be_hidden()
    page.get_by_role("link", name="去登录").click()
    expect(page.locator("#username")).to_be_visible()
    app.close()


def test_ready_is_what_the_worker_found_and_what_is_missing_is_mended(phone, people, server):
    assert phone.evaluate(VERIFY) == ""
    phone.goto(f"{people.address}/inspect/settings/")
    expect(phone.locator("#main")).to_contain_text("核对过：不用信号也打得开")
    server.kill()
    assert phone.evaluate(FORGET_A_FILE)
    assert phone.evaluate(VERIFY) == "files"
    server.start()
    assert phone.evaluate(VERIFY) == "", "the file is fetched again as soon as there is a line"
    server.kill()
    assert phone.evaluate(VERIFY) == ""
    change(phone, "people", {"contactAt": 0})
    assert phone.evaluate(VERIFY) == "page", "a locked list does not open"
    change(phone, "snapshots", None)
    assert phone.evaluate(VERIFY) == "list"


def test_full_phone_keeps_the_check_refuses_the_photo_and_warns(people, neighbourhood, photographs, tmp_path):
    phone = people.browser("phone", more_arguments=[TELLS_ROOM])
    line = phone.context.new_cdp_session(phone)
    line.send("Storage.overrideQuotaForOrigin", {"origin": people.address, "quotaSize": SMALL_PHONE})
    enter(phone, people.address)
    open_next(phone, people.address)
    # Chromium can't decode HEIC: it is kept as it came, and this one is more than there is room for.
    (tmp_path / "IMG.heic").write_bytes(b"\0\0\0\x18ftypheic" + random.Random(1).randbytes(LARGE_PHOTO))
    take(phone, tmp_path / "IMG.heic")
    expect(phone.locator("#problem")).to_contain_text("手机存满了，这张照片没有存上")
    expect(phone.locator("#fault-W2")).to_be_checked()
    save(phone)
    wait_for_rows(neighbourhood.folder, "SELECT item FROM finding", [("W2",)])
    for path in ("", "outbox/"):
        phone.goto(f"{people.address}/inspect/{path}")
        expect(phone.locator("#notices")).to_contain_text("手机快存满了")
    open_next(phone, people.address)
    take(phone, photographs[0])
    expect(phone.locator("#item-W2 figure.shot")).to_have_count(1)


def test_photos_wait_for_wifi_and_go_on_a_tap_texts_do_not_wait(phone, people, neighbourhood, photographs):
    phone.goto(f"{people.address}/inspect/settings/")
    phone.get_by_role("button", name="让手机别清掉").click()
    expect(phone.locator("#main")).to_contain_text("手机")
    phone.locator("label[for=photos-wifi]").click()
    phone.locator("footer .main").click()
    open_next(phone, people.address)
    take(phone, photographs[0])
    expect(phone.locator("#item-W2 figure.shot")).to_have_count(1)
    save(phone)
    wait_for_rows(neighbourhood.folder, "SELECT state FROM courtyard_check", [("received",)])
    phone.goto(f"{people.address}/inspect/outbox/")
    expect(phone.locator("#line")).to_contain_text("照片等Wi-Fi")
    assert rows_in(neighbourhood.folder, "SELECT COUNT(*) FROM photo") == [(0,)]
    phone.get_by_role("button", name="现在发照片").click()
    expect(phone.locator("header .mid")).to_contain_text("都发完了", timeout=30_000)
    assert rows_in(neighbourhood.folder, "SELECT state FROM courtyard_check") == [("complete",)]


ENGLISH_IS_KEPT = """
async () => {
  while (!(await caches.match('/static/dist/en.json'))) await new Promise((resolve) => { setTimeout(resolve, 100); });
}
"""


def test_language_size_and_light_change_at_once_without_a_line(phone, people, server):
    # English comes a breath after the first load.
    phone.evaluate(ENGLISH_IS_KEPT)
    server.kill()
    phone.get_by_role("link", name="设置").click()
    for name, value in (("size", "elder"), ("theme", "sun"), ("language", "en")):
        phone.locator(f"label[for={name}-{value}]").click()
    phone.locator("footer .main").click()
    expect(phone.locator("html[lang=en][data-theme=sun][data-size=elder]")).to_have_count(1)
    expect(phone.locator("h1")).to_have_text("Settings")
    assert phone.locator(".skip").inner_text() == "Skip to content"
    phone.reload()
    expect(phone.locator("html[lang=en][data-theme=sun][data-size=elder]")).to_have_count(1)
    phone.goto(f"{people.address}/inspect/")
    expect(phone.locator("footer .main")).to_contain_text("Check")


def test_phone_away_for_two_weeks_locks_shows_what_it_owes_and_opens_by_signing_in(
    phone, people, neighbourhood, server
):
    server.kill()
    open_next(phone, people.address)
    save(phone)
    change(phone, "people", {"contactAt": int(time.time() * 1000) - 15 * DAY})
    phone.goto(f"{people.address}/inspect/")
    expect(phone.locator("main")).to_contain_text("名单锁住了")
    phone.get_by_role("link", name="看待发送").click()
    expect(phone.locator("main .plate")).to_have_text("21")
    expect(phone.locator("main")).not_to_contain_text("唐家")
    server.start()
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.locator("main")).to_contain_text("唐家")
    wait_for_rows(neighbourhood.folder, "SELECT COUNT(*) FROM courtyard_check", [(1,)])


def stop_the_phone(neighbourhood: Neighbourhood) -> None:
    with sqlite3.connect(neighbourhood.folder / "sanbao.sqlite3", timeout=10) as database:
        database.execute("UPDATE device SET revoked_at = issued_at")
        database.execute("UPDATE user_account SET session_stamp = 'another'")


def test_stopped_phone_says_so_works_on_and_sends_after_signing_in_again(phone, people, neighbourhood):
    stop_the_phone(neighbourhood)
    open_next(phone, people.address)
    save(phone)
    phone.goto(f"{people.address}/inspect/outbox/")
    expect(phone.locator("#line")).to_contain_text("社区停用了这部手机")
    assert rows_in(neighbourhood.folder, "SELECT COUNT(*) FROM courtyard_check") == [(0,)]
    open_next(phone, people.address)
    save(phone)
    assert len(read_store(phone).outbox) == 2
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    wait_for_rows(neighbourhood.folder, "SELECT COUNT(*), COUNT(DISTINCT uuid) FROM courtyard_check", [(2, 2)])


def test_changed_password_ends_the_session_and_not_the_sending(phone, people, neighbourhood, server):
    server.kill()
    open_next(phone, people.address)
    save(phone)
    with sqlite3.connect(neighbourhood.folder / "sanbao.sqlite3", timeout=10) as database:
        database.execute("UPDATE user_account SET session_stamp = 'another', password_hash = 'changed'")
    server.start()
    phone.goto(f"{people.address}/inspect/outbox/")
    wait_for_rows(neighbourhood.folder, "SELECT COUNT(*) FROM courtyard_check", [(1,)])
    expect(phone.locator("#line")).not_to_contain_text("重新登录")
