"""The browser is killed while its camera is open: its photos are there, and every way back leads to their item."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import FAKE_CAMERA
from tests.e2e.camera import assert_is_in_view, open_camera, shoot
from tests.e2e.faults.killable import Killable
from tests.e2e.faults.phone_store import read_store
from tests.e2e.faults.walking import get_ready, open_courtyard

ITEM = "O3"


@pytest.fixture
def killable(chromium, tmp_path):
    killable = Killable(chromium, tmp_path / "phone", *FAKE_CAMERA)
    yield killable
    killable.bury()


@pytest.fixture
def courtyard(killable, street, server) -> str:
    """A courtyard with two photos, killed with the camera open, the server dead."""
    page = killable.open()
    get_ready(page, server.address)
    server.kill()
    open_courtyard(page, server.address, street.codes[0])
    open_camera(page, ITEM)
    for count in (1, 2):
        shoot(page, count)
    killable.kill()
    killable.bury()
    return f"{server.address}/inspect/courtyards/{street.codes[0]}/"


def assert_is_back(page: Page) -> None:
    expect(page.locator(f"#item-{ITEM} figure.shot")).to_have_count(2)
    assert_is_in_view(page, ITEM)
    assert read_store(page).lost() == []


def test_killed_camera_is_followed_by_its_item_on_every_way_back(killable, courtyard, server):
    page = killable.open()
    page.goto(f"{courtyard}items/{ITEM}/camera/")
    assert_is_back(page)
    page.goto(courtyard)
    assert_is_back(page)
    page.goto(f"{server.address}/inspect/")
    half_done = page.locator("a.cell", has=page.get_by_text("查到一半，接着查"))
    ways = [half_done, page.locator("footer .main")]
    assert {str(way.get_attribute("href")).split("#")[1] for way in ways} == {f"item-{ITEM}"}
    half_done.click()
    assert_is_back(page)
    page.locator("header .back").click()
    page.locator("footer .main").click()
    assert_is_back(page)
