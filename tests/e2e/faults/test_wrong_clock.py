"""The clock is days off, or changed while a draft is open: every check arrives, counts where it belongs, is flagged.

The page's clock is what is turned: it alone takes taps and saves. The worker's, which only opens pages, stays right.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.faults.evidence import arrived_checks, outcomes
from tests.e2e.faults.street import make_picture
from tests.e2e.faults.walking import check_with_photos, get_ready, open_courtyard, save, send_everything, tap

DAY = 86_400_000
TURNABLE = """
const Right = Date;
const shift = () => Number(localStorage.getItem('test-shift') || 0);
self.Date = class extends Right {
  constructor(...told) { if (told.length) super(...told); else super(Right.now() + shift()); }
  static now() { return Right.now() + shift(); }
};
"""
POSTED = """
SELECT c.uuid, c.skewed, c.month, c.day, (julianday(c.received_at) - julianday(c.corrected_at)) * 1440, e.text
FROM courtyard_check c JOIN received_entry e ON e.id = c.entry_id
"""


@pytest.fixture
def phone(chromium, tmp_path, server, street) -> Page:
    context = open_browser(chromium, tmp_path / "phone")
    get_ready(context.pages[0], server.address)
    context.add_init_script(TURNABLE)
    server.kill()
    open_courtyard(context.pages[0], server.address, street.codes[0])
    yield context.pages[0]
    context.close()


def turn(phone: Page, days: int) -> None:
    """The clock stands so many days ahead of the right time from now on."""
    phone.evaluate("(shift) => localStorage.setItem('test-shift', shift)", str(days * DAY))


def posted(folder) -> list[tuple]:
    with sqlite3.connect(folder / "sanbao.sqlite3") as database:
        return database.execute(POSTED).fetchall()


def today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Asia/Shanghai")).date()


def walk(phone: Page, tmp_path, days: int) -> None:
    """A draft that begins in time, and a whole check off it."""
    turn(phone, 0)
    tap(phone, "W1", "fault")
    expect(phone.locator("#item-W1")).to_contain_class("is-fault")
    turn(phone, days)
    check_with_photos(phone, "W2", [make_picture(tmp_path, 1)])
    check_with_photos(phone, "O1", [make_picture(tmp_path, 2)])
    save(phone)


@pytest.mark.parametrize("days", [3, -3])
def test_clock_days_off_costs_no_check_and_is_flagged(phone, server, street, tmp_path, days):
    walk(phone, tmp_path, days)
    server.start()
    store = send_everything(phone, server.address)

    assert set(outcomes(street.folder)) == {"accepted"}
    assert {each.id for each in arrived_checks(street.folder)} == set(store.checks)
    rows = posted(street.folder)
    assert len(rows) == 3
    for _, skewed, month, day, minutes_before, text in rows:
        said = json.loads(text)
        assert skewed
        assert dt.date.fromisoformat(said["day"]) == dt.date.fromisoformat(day) + dt.timedelta(days=days)
        assert (month, day) == (f"{today():%Y-%m}", f"{today()}")
        assert -1 < minutes_before < 10


@pytest.mark.parametrize("days", [3, -3])
def test_clock_put_right_before_sending_costs_no_check(phone, server, street, tmp_path, days):
    walk(phone, tmp_path, days)
    turn(phone, 0)
    server.start()
    store = send_everything(phone, server.address)

    assert set(outcomes(street.folder)) == {"accepted"}
    assert {each.id for each in arrived_checks(street.folder)} == set(store.checks)
    counted = min(today(), today() + dt.timedelta(days=days))
    for _, skewed, _, day, _, _ in posted(street.folder):
        assert day == f"{counted}"
        # Behind the right time it looks like any check that waited three days.
        assert bool(skewed) is (days > 0)


def test_clock_put_back_hides_no_later_check_of_the_courtyard(phone, server, street):
    turn(phone, 3)
    save(phone)
    turn(phone, 0)
    open_courtyard(phone, server.address, street.codes[0])
    save(phone)
    server.start()
    send_everything(phone, server.address)
    assert [each.courtyard for each in arrived_checks(street.folder)] == [street.codes[0]] * 2
