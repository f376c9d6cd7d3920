"""The week's whole walk: 103 courtyards without a line, then sent over one that is cut every 200 KB."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.demo_streets import Streets, make_demo_streets
from tests.e2e.faults.evidence import Arrived, arrived_checks, outcomes, photo_rows
from tests.e2e.faults.line import Line, Passage
from tests.e2e.faults.line_faults import Fault
from tests.e2e.faults.phone_store import PhoneStore, read_store
from tests.e2e.faults.sent_again import (
    assert_no_entry_travelled_after_its_receipt,
    assert_sent_again_at_most_a_chunk_a_cut,
)
from tests.e2e.faults.street import make_picture
from tests.e2e.faults.walking import ITEMS, get_ready, send_everything, take_photo, tap
from tests.e2e.running import Server

COURTYARDS, FAULTS, PHOTOS = 103, 30, 45
CUT_EVERY = 200_000
MOST_TAPS = 3
COUNT_TAPS = "window.taps = 0; addEventListener('pointerdown', () => { window.taps += 1; }, true);"


class CutEvery:
    """A line that ends whenever so many more bytes were sent over it."""

    def __init__(self, count: int) -> None:
        self.count, self.sent, self.cuts = count, 0, 0
        self.lock = threading.Lock()

    def draw(self, passage: Passage) -> Fault | None:
        with self.lock:
            start, end = self.sent, (self.sent // self.count + 1) * self.count
            self.sent = min(start + passage.length, end)
            if start + passage.length < end:
                return None
            self.cuts += 1
            return Fault("cut while sending", share=(end - start) / passage.length)


@pytest.fixture
def streets(tmp_path) -> Streets:
    return make_demo_streets(tmp_path / "data")


@pytest.fixture
def server(streets):
    server = Server(streets.folder, "serve")
    yield server.start()
    server.stop()


@pytest.fixture
def cuts() -> CutEvery:
    return CutEvery(CUT_EVERY)


@pytest.fixture
def line(server, cuts):
    line = Line(server.port, cuts.draw)
    yield line
    line.close()


@pytest.fixture
def phone(chromium, tmp_path, line) -> Page:
    context = open_browser(chromium, tmp_path / "phone")
    context.add_init_script(COUNT_TAPS)
    get_ready(context.pages[0], line.address)
    yield context.pages[0]
    context.close()


def faults_to_find(codes: list[str]) -> dict[str, tuple[str, int]]:
    """Item and number of photos of every third courtyard, until there are enough; each second one has two photos."""
    chosen = codes[1::3][:FAULTS]
    return {code: (ITEMS[at % len(ITEMS)], 1 + at % 2) for at, code in enumerate(chosen)}


def find_fault(phone: Page, item: str, pictures: list[Path]) -> None:
    row = phone.locator(f"#item-{item}")
    tap(phone, item, "fault")
    expect(row).to_have_class(re.compile("is-fault"))
    for count, picture in enumerate(pictures, 1):
        take_photo(phone, item, picture)
        expect(row.locator("figure.shot")).to_have_count(count)


def walk_all(phone: Page, codes: list[str], found: dict[str, tuple[str, int]], folder: Path) -> dict[str, int]:
    """Through every courtyard in walking order; the taps that each took."""
    taps = {}
    pictures = iter(range(PHOTOS))
    phone.locator("footer .main").click()
    for code, following in zip(codes, [*codes[1:], None], strict=True):
        expect(phone.locator("#check")).to_have_attribute("action", f"/inspect/courtyards/{code}/")
        before = phone.evaluate("window.taps")
        if code in found:
            item, count = found[code]
            find_fault(phone, item, [make_picture(folder, next(pictures)) for _ in range(count)])
        phone.wait_for_timeout(650)  # a new page's save ignores taps for 600 ms
        phone.locator("#save").click()
        if following is None:
            expect(phone.locator("#check")).to_have_count(0)
        else:
            expect(phone.locator("#check")).to_have_attribute("action", f"/inspect/courtyards/{following}/")
        taps[code] = phone.evaluate("window.taps") - before
    return taps


def assert_arrived_once(arrived: list[Arrived], store: PhoneStore, found: dict[str, tuple[str, int]]) -> None:
    by_courtyard = {each.courtyard: each for each in arrived}
    assert len(arrived) == len(by_courtyard) == COURTYARDS
    assert {each.id: each.digest for each in arrived} == {each.id: each.digest for each in store.checks.values()}
    for code, check in by_courtyard.items():
        item, count = found.get(code, ("", 0))
        assert check.state == "complete"
        assert check.faults == ({item} if item else set())
        # Only photos whose bytes on the server's disk have their hash are here.
        assert check.photos == {(item, sha256) for sha256 in store.checks[check.id].photos}
        assert len(check.photos) == count


def test_whole_walk_offline_arrives_once_over_a_line_cut_every_200_kb(
    phone, server, streets, line, cuts, tmp_path, record_property
):
    found = faults_to_find(streets.codes)
    assert (len(streets.codes), len(found), sum(count for _, count in found.values())) == (COURTYARDS, FAULTS, PHOTOS)
    server.kill()
    taps = walk_all(phone, streets.codes, found, tmp_path)
    assert {taps[code] for code in streets.codes if code not in found} == {1}
    assert max(taps.values()) <= MOST_TAPS
    unsent = read_store(phone)
    assert (len(unsent.outbox), len(unsent.photos), unsent.lost()) == (COURTYARDS, PHOTOS, [])

    server.start()
    store = send_everything(phone, line.address)
    assert_arrived_once(arrived_checks(streets.folder), store, found)
    assert set(outcomes(streets.folder)) == {"accepted"}
    assert len(outcomes(streets.folder)) == COURTYARDS
    assert len(set(photo_rows(streets.folder))) == len(photo_rows(streets.folder)) == PHOTOS
    files = [path for path in (streets.folder / "photos").rglob("*") if path.is_file()]
    sizes = {path.name: path.stat().st_size for path in files}
    assert cuts.cuts >= sum(sizes.values()) // CUT_EVERY
    assert_sent_again_at_most_a_chunk_a_cut(line.passages, sizes)
    assert_no_entry_travelled_after_its_receipt(line.passages)
    record_property("cuts", cuts.cuts)
    record_property("photo bytes", sum(sizes.values()))
