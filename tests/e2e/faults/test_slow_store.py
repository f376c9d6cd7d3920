"""Quick taps while every write takes long: none is dropped, the last of each item counts, and a save waits for them."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.faults.evidence import arrived_checks
from tests.e2e.faults.notes import read_page
from tests.e2e.faults.phone_store import read_store
from tests.e2e.faults.walking import ITEMS, get_ready, open_courtyard, send_everything, tap_quickly

TAPS, BETWEEN, WRITE_TAKES, TAPS_A_WRITE = 20, 45, 150, 4
FEW = ITEMS[:4]
# Each write is held open by reading on for that long, amid the taps also until some more of them were made, however
# slow the finger is; and counted.
SLOW_WRITES = f"""
window.taps = 0;
addEventListener('click', ({{ target }}) => {{
  if (target.closest('label') && !(target instanceof HTMLInputElement)) window.taps += 1;
}}, true);
const begin = IDBDatabase.prototype.transaction;
window.writes = 0;
IDBDatabase.prototype.transaction = function transaction(names, mode, options) {{
  const begun = begin.call(this, names, mode, options);
  if (mode !== 'readwrite') return begun;
  window.writes += 1;
  const end = performance.now() + {WRITE_TAKES};
  const taps = window.taps && Math.min(window.taps + {TAPS_A_WRITE}, {TAPS});
  const store = begun.objectStore(begun.objectStoreNames[0]);
  const hold = () => {{ if (performance.now() < end || window.taps < taps) store.count().onsuccess = hold; }};
  hold();
  return begun;
}};
"""


@pytest.fixture
def phone(chromium, tmp_path, server, street):
    context = open_browser(chromium, tmp_path / "phone")
    get_ready(context.pages[0], server.address)
    server.kill()
    context.add_init_script(SLOW_WRITES)
    open_courtyard(context.pages[0], server.address, street.codes[0])
    yield context.pages[0]
    context.close()


@pytest.fixture
def tapped(length) -> list[str]:
    """A few items, each tapped to and fro."""
    chance = random.Random(length.seed)
    return [chance.choice(FEW) for _ in range(TAPS)]


def tap_faster_than_it_writes(phone: Page, tapped: list[str]) -> set[str]:
    """The faults that the last tap of each item asks for."""
    wanted: set[str] = set()
    before = phone.evaluate("window.writes")
    tap_quickly(phone, tapped, wanted, BETWEEN)
    phone.evaluate("window.tapping")
    assert phone.evaluate("window.writes") - before < TAPS, "the store is slower than the finger"
    return wanted


def test_twenty_taps_in_a_second_on_a_slow_store_are_all_kept(phone, server, street, tapped):
    wanted = tap_faster_than_it_writes(phone, tapped)
    for item in ITEMS:
        expect(phone.locator(f"#{'fault' if item in wanted else 'pass'}-{item}[checked]")).to_have_count(1)
    expect(phone.locator(".htmx-request")).to_have_count(0)
    open_courtyard(phone, server.address, street.codes[0])
    assert read_page(phone).faults == wanted


def test_save_waits_for_the_taps_before_it(phone, server, street, tapped):
    wanted = tap_faster_than_it_writes(phone, tapped)
    phone.locator("#save").click()

    expect(phone.locator("#check")).to_have_attribute("action", f"/inspect/courtyards/{street.codes[1]}/")
    assert read_page(phone).faults == frozenset()
    assert read_store(phone).drafts == set()
    server.start()
    send_everything(phone, server.address)
    arrived = [(each.courtyard, set(each.faults)) for each in arrived_checks(street.folder)]
    assert arrived == [(street.codes[0], wanted)]
