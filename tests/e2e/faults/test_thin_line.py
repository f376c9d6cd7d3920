"""A line as thin as an edge of the hill has it: slow both ways, for the page and for the worker alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.browsers import open_browser
from tests.e2e.faults.evidence import arrived_checks
from tests.e2e.faults.line import Line
from tests.e2e.faults.line_faults import Fault
from tests.e2e.faults.phone_store import PhoneStore, read_store
from tests.e2e.faults.street import Street, make_picture
from tests.e2e.faults.walking import check_with_photos, get_ready, open_courtyard, send_everything
from tests.waiting import wait_until

CHECKS = 2
# About 40 KB on the phone: a chunk of 32 KB and one more.
SMALL = (400, 300)
TINY_RATE = Fault("slow", rate=5_000)
FAR_AWAY = Fault("slow", rate=50_000 // 8, latency=0.8)
WITHIN = 120


@pytest.fixture
def manner() -> list[Fault | None]:
    """What befalls every request to the API from now on."""
    return [None]


@pytest.fixture
def line(server, manner):
    line = Line(server.port, lambda _: manner[0])
    yield line
    line.close()


@pytest.fixture
def phone(chromium, tmp_path, line, street) -> Page:
    """With two checks that wait, each with a photo; the line is down."""
    context = open_browser(chromium, tmp_path / "phone")
    phone = context.pages[0]
    get_ready(phone, line.address)
    line.is_up = False
    open_courtyard(phone, line.address, street.codes[0])
    for count in range(CHECKS):
        check_with_photos(phone, "W2", [make_picture(tmp_path, count, SMALL)])
    yield phone
    context.close()


def assert_arrived(street: Street, store: PhoneStore) -> None:
    arrived = arrived_checks(street.folder)
    assert {each.id: (each.digest, each.state) for each in arrived} == {
        each.id: (each.digest, "complete") for each in store.checks.values()
    }
    assert {sha256 for each in arrived for _, sha256 in each.photos} == {
        sha256 for each in store.checks.values() for sha256 in each.photos
    }
    assert len(arrived) == CHECKS


@pytest.mark.parametrize("fault", [TINY_RATE, FAR_AWAY], ids=["5 KB/s", "50 kbit/s and 800 ms"])
def test_everything_arrives_over_a_thin_line(phone, line, manner, street, fault):
    manner[0] = fault
    line.is_up = True
    assert_arrived(street, send_everything(phone, line.address))


def test_worker_alone_sends_everything_over_a_thin_line(phone, line, manner, street):
    unsent = read_store(phone)
    wake = waking_the_worker(phone, line.address)
    # Nobody but the worker is there to send.
    phone.goto("about:blank")
    manner[0] = FAR_AWAY
    line.is_up = True
    before = len(line.passages)
    wake()
    wait_until(
        lambda: [each.state for each in arrived_checks(street.folder)] == ["complete"] * CHECKS,
        within=WITHIN,
        pause=lambda: phone.wait_for_timeout(200),
    )
    assert len(line.passages) > before
    assert_arrived(street, unsent)


def waking_the_worker(page: Page, address: str) -> Callable[[], object]:
    """What the browser does when the line comes back after the page was closed."""
    protocol = page.context.new_cdp_session(page)
    found: list[str] = []
    protocol.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(each["registrationId"] for each in told["registrations"] if not each["isDeleted"]),
    )
    protocol.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    event = {"origin": address, "registrationId": found[-1], "tag": "outbox", "lastChance": False}
    return lambda: protocol.send("ServiceWorker.dispatchSyncEvent", event)
