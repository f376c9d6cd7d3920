"""The server goes while a phone sends, or its database does: the phone waits and says so, and all arrives once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import open_browser
from tests.e2e.faults.evidence import arrived_checks, photo_rows
from tests.e2e.faults.line import Line
from tests.e2e.faults.line_faults import Fault
from tests.e2e.faults.phone_store import PhoneStore, read_store
from tests.e2e.faults.street import Street, make_picture
from tests.e2e.faults.walking import RECONNECTED, check_with_photos, get_ready, open_courtyard, send_everything
from tests.waiting import wait_until

CHECKS = 3
# Some 100 KB a photo at this rate: the server is killed in the middle of one.
SLOW = Fault("slow", rate=60_000)
WITHIN = 60


@pytest.fixture
def line(server):
    line = Line(server.port, lambda _: SLOW)
    yield line
    line.close()


@pytest.fixture
def phone(chromium, tmp_path, line, street) -> Page:
    """With three checks that wait, each with a photo; the line is down."""
    context = open_browser(chromium, tmp_path / "phone")
    phone = context.pages[0]
    get_ready(phone, line.address)
    line.is_up = False
    open_courtyard(phone, line.address, street.codes[0])
    for count in range(CHECKS):
        check_with_photos(phone, "W2", [make_picture(tmp_path, count)])
    yield phone
    context.close()


def wait_beside(phone: Page, holds: Callable[[], bool]) -> None:
    """While the page goes on."""
    wait_until(holds, within=WITHIN, pause=lambda: phone.wait_for_timeout(50))


def begin_to_send(phone: Page, line: Line) -> None:
    phone.goto(f"{line.address}/inspect/outbox/")
    phone.wait_for_function("() => window.htmx")
    line.is_up = True
    phone.evaluate(RECONNECTED)


def require_arrived(street: Street, waiting: PhoneStore) -> None:
    arrived = arrived_checks(street.folder)
    assert sorted((each.id, each.digest, each.state) for each in arrived) == sorted(
        (each.id, each.digest, "complete") for each in waiting.checks.values()
    )
    assert sorted(photo_rows(street.folder)) == sorted(
        sha256 for each in waiting.checks.values() for sha256 in each.photos
    )


def test_server_killed_while_a_phone_sends_gets_the_rest_when_it_is_back(phone, line, server, street):
    waiting = read_store(phone)
    begin_to_send(phone, line)
    wait_beside(phone, lambda: len(photo_rows(street.folder)) >= 1)
    server.kill()
    left = read_store(phone)
    assert not left.is_empty()
    assert left.lost() == []

    server.start()
    assert send_everything(phone, line.address).lost() == []
    require_arrived(street, waiting)


def test_phone_says_that_the_community_did_not_take_it_while_the_database_is_locked(phone, line, street):
    waiting = read_store(phone)
    other = sqlite3.connect(street.folder / "sanbao.sqlite3", timeout=30, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    begin_to_send(phone, line)
    expect(phone.locator("#line")).to_contain_text("社区那边没有收下", timeout=60_000)
    expect(phone.locator("#line")).to_contain_text("都还在本机，不用重查")
    assert read_store(phone) == waiting
    other.execute("ROLLBACK")
    other.close()

    assert send_everything(phone, line.address).lost() == []
    require_arrived(street, waiting)
