"""What the inspector does in these tests: sign in, open a courtyard, tap, take a photo, save, send."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browsers import sign_in
from tests.e2e.faults.phone_store import PhoneStore, read_store
from tests.e2e.faults.street import INSPECTOR
from tests.waiting import wait_until

ITEMS = ("W1", "W2", "W3", "W4", "G1", "G2", "O1", "O2", "O3", "O4")
RECONNECTED = "dispatchEvent(new Event('online'))"
TAP_ONE_AFTER_ANOTHER = """
([halves, between]) => {
  const tapAll = async () => {
    for (const half of halves) {
      document.querySelector(`label[for=${half}]`).click();
      await new Promise((resolve) => { setTimeout(resolve, between); });
    }
  };
  // Taps asked for while others are under way come after them.
  window.tapping = Promise.resolve(window.tapping).then(tapAll);
}
"""
ARRIVES_WITHIN = 240


def get_ready(page: Page, address: str) -> None:
    """Sign in and wait until the phone works without a line."""
    sign_in(page, address, *INSPECTOR, "/auth/sign-in?next=/inspect/")
    expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)


def open_courtyard(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/inspect/courtyards/{code}/")
    page.wait_for_selector("#page:not([inert]) header")
    page.wait_for_function("() => window.htmx")


def tap(page: Page, item: str, result: str) -> None:
    page.locator(f"label[for={'pass' if result == 'pass' else 'fault'}-{item}]").click()


def tap_quickly(page: Page, items: list[str], wanted: set[str], between: int) -> None:
    """Each time the other half of the item, `between` milliseconds apart; returns before the first tap.

    `wanted` are the faults before it, and those that the last tap of each item asks for after it.
    """
    halves = []
    for item in items:
        wanted ^= {item}
        halves.append(f"{'fault' if item in wanted else 'pass'}-{item}")
    page.evaluate(TAP_ONE_AFTER_ANOTHER, [halves, between])


def take_photo(page: Page, item: str, picture: Path | list[Path]) -> None:
    page.locator(f"#item-{item} input[type=file]").set_input_files(picture)


def check_with_photos(page: Page, item: str, pictures: list[Path]) -> None:
    """One fault with these photos, each kept before the next, and saved; ends on the next courtyard's page."""
    row = page.locator(f"#item-{item}")
    tap(page, item, "fault")
    expect(row).to_have_class(re.compile("is-fault"))
    there = row.locator("figure.shot").count()
    for count, picture in enumerate(pictures, there + 1):
        take_photo(page, item, picture)
        expect(row.locator("figure.shot")).to_have_count(count)
    save(page)


def save(page: Page) -> None:
    """Saves the check in hand; ends on the next courtyard's page."""
    plate = page.locator("header .plate")
    before = plate.inner_text()
    page.wait_for_timeout(650)  # a new page's save ignores taps for 600 ms
    page.locator("#save").click()
    expect(plate).not_to_have_text(before)


def send_everything(page: Page, address: str) -> PhoneStore:
    """The line comes back again and again until nothing waits; what the phone holds then."""
    page.goto(f"{address}/inspect/outbox/")
    page.wait_for_function("() => window.htmx")

    def reconnect() -> None:
        page.evaluate(RECONNECTED)
        page.wait_for_timeout(150)

    wait_until(
        lambda: read_store(page).is_empty(),
        within=ARRIVES_WITHIN,
        saying=lambda: f"still waiting: {read_store(page).outbox}, {read_store(page).lost()}",
        pause=reconnect,
    )
    return read_store(page)
