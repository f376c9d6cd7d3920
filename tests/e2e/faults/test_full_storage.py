"""The phone is full: checks still find room, the next photo is refused with words, nothing is lost, it goes on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.faults.evidence import arrived_checks, outcomes
from tests.e2e.faults.notes import read_page
from tests.e2e.faults.phone_store import read_store
from tests.e2e.faults.street import make_picture
from tests.e2e.faults.walking import get_ready, open_courtyard, save, send_everything, take_photo, tap
from tests.e2e.running import Server
from tests.waiting import wait_until

ROOM_FOR_PHOTOS = 1_200_000
MOST_PHOTOS = 4
NO_ROOM = 100_000
PHOTO_REFUSED, STEP_REFUSED = "手机存满了，这张照片没有存上", "手机存满了，这一步没有存上"
HAS_RESERVE = "async () => Boolean(await caches.match('/inspect/reserve', { cacheName: 'reserve' }))"


class Quota:
    """The browser's own limit of this origin, changed while it runs."""

    def __init__(self, page: Page, origin: str) -> None:
        self.protocol, self.origin = page.context.new_cdp_session(page), origin

    def limit(self, size: int) -> None:
        self.protocol.send("Storage.overrideQuotaForOrigin", {"origin": self.origin, "quotaSize": size})

    def leave(self, room: int) -> None:
        """Room for that many bytes more than are there now."""
        used = self.protocol.send("Storage.getUsageAndQuota", {"origin": self.origin})["usage"]
        self.limit(int(used) + room)

    def lift(self) -> None:
        self.protocol.send("Storage.overrideQuotaForOrigin", {"origin": self.origin})


@pytest.fixture
def open_phone(chromium, tmp_path):
    """Opens the same profile again each time: a new browser does not remember how much room there was."""
    open_now = []

    def open_again() -> Page:
        if open_now:
            open_now.pop().close()
        open_now.append(open_browser(chromium, tmp_path / "phone"))
        return open_now[0].pages[0]

    yield open_again
    for context in open_now:
        context.close()


def with_little_room(open_phone, server: Server, code: str) -> tuple[Page, Quota]:
    """A phone without a line at a courtyard's page; the quota holds as long as somebody holds on to it."""
    phone = open_phone()
    get_ready(phone, server.address)
    wait_until(lambda: phone.evaluate(HAS_RESERVE))
    server.kill()
    phone = open_phone()
    quota = Quota(phone, server.address)
    quota.leave(ROOM_FOR_PHOTOS)
    open_courtyard(phone, server.address, code)
    return phone, quota


def take_photos_until_refused(phone: Page, folder) -> int:
    """Walks on with some photos for every courtyard; how many were shown when one was refused."""
    refused = phone.get_by_text(PHOTO_REFUSED)
    taken = 0
    while True:
        tap(phone, "W2", "fault")
        expect(phone.locator("#item-W2")).to_have_class(re.compile("is-fault"))
        for count in range(MOST_PHOTOS):
            take_photo(phone, "W2", make_picture(folder, taken))
            expect(phone.locator("#item-W2 figure.shot").nth(count).or_(refused).first).to_be_visible()
            if refused.is_visible():
                return taken
            taken += 1
        save(phone)


def test_full_phone_keeps_checks_refuses_photos_and_loses_nothing(open_phone, server, street, tmp_path):
    phone, _held = with_little_room(open_phone, server, street.codes[0])

    taken = take_photos_until_refused(phone, tmp_path)
    assert taken > MOST_PHOTOS
    before = read_page(phone)
    for item in ("W1", "G1", "O3"):
        tap(phone, item, "fault")
        expect(phone.locator(f"#item-{item}")).to_have_class(re.compile("is-fault"))
    phone.reload()
    phone.wait_for_selector("#page:not([inert]) header")
    shown = read_page(phone)
    assert shown.faults == before.faults | {"W1", "G1", "O3"}
    assert shown.photos == before.photos
    save(phone)
    unsent = read_store(phone)
    assert unsent.lost() == []
    assert len(unsent.photos) == taken

    # Now there is no room at all, not even the reserve's: what is not kept is said not to be.
    second = read_page(phone).courtyard
    phone = open_phone()
    quota = Quota(phone, server.address)
    quota.limit(NO_ROOM)
    open_courtyard(phone, server.address, second)
    tap(phone, "W4", "fault")
    expect(phone.get_by_text(STEP_REFUSED)).to_be_visible()
    expect(phone.locator("#save")).to_contain_text("存好，")
    phone.locator("#save").click()
    phone.wait_for_timeout(1000)
    expect(phone.get_by_text(STEP_REFUSED)).to_be_visible()
    expect(phone.locator("#fault-W4")).to_be_checked()
    assert read_store(phone).outbox == unsent.outbox

    # Something else was deleted from the phone: the same form is saved as it stands, and the next photo is taken.
    quota.lift()
    save(phone)
    tap(phone, "W2", "fault")
    expect(phone.locator("#item-W2")).to_have_class(re.compile("is-fault"))
    take_photo(phone, "W2", make_picture(tmp_path, taken))
    expect(phone.locator("#item-W2 figure.shot")).to_have_count(1)
    save(phone)
    server.start()
    store = send_everything(phone, server.address)
    arrived = {each.courtyard: each for each in arrived_checks(street.folder)}
    assert {each.id for each in arrived.values()} == set(store.checks)
    assert set(outcomes(street.folder)) == {"accepted"}
    assert arrived[second].faults == {"W4"}
    assert sum(len(each.photos) for each in arrived.values()) == taken + 1
    assert all(each.state == "complete" for each in arrived.values())


def test_full_phone_that_sends_takes_its_receipts_in(open_phone, server, street, tmp_path):
    phone, _held = with_little_room(open_phone, server, street.codes[0])
    taken = take_photos_until_refused(phone, tmp_path)
    save(phone)

    server.start()
    store = send_everything(phone, server.address)
    assert store.photos == set()
    assert sum(len(each.photos) for each in arrived_checks(street.folder)) == taken
