"""The camera in the page, without a line: shots, their words, the way back, and what stands in for it."""

from __future__ import annotations

import os
import sqlite3
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import FAKE_CAMERA, sign_in
from tests.e2e.camera import assert_is_in_view, kept_drafts, open_camera, photo_bytes, picture_of, shoot
from tests.e2e.people import People
from tests.e2e.walking import fault, save_and_go_on, send_now
from tests.factories.users import PASSWORD

PLACE = {"latitude": 36.20451, "longitude": 117.09673, "accuracy": 12}
# A shot doesn't wait for the place: the first one would be without it on a slow machine.
# Asked of the browser itself, for five seconds at most: one that never answers must fail the test, not hold it.
PLACE_IS_KNOWN = """
() => Promise.race([
  new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve(true), () => resolve(false))),
  new Promise((resolve) => setTimeout(() => resolve(false), 5000)),
])
"""
STRIP = 0.045  # of the height: the band at the bottom


def offline_phone(people: People, server, *flags: str) -> Page:
    """Signed in, ready for offline, the server dead, the first courtyard open."""
    phone = people.browser("phone", more_arguments=flags, permissions=["geolocation"], geolocation=PLACE)
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    server.kill()
    phone.locator("footer .main").click()
    expect(phone.locator("header .plate")).to_have_text("21")
    return phone


@pytest.fixture
def phone(people, server) -> Page:
    return offline_phone(people, server, *FAKE_CAMERA)


def count_white(picture, top: int, bottom: int) -> int:
    strip = picture.crop((0, top, picture.width, bottom))
    return sum(strip.convert("L").histogram()[216:])


def assert_words_are_burnt_in(picture) -> None:
    """White letters in the band at the bottom, none above it: the fake camera shows green only."""
    band = round(picture.height * STRIP)
    assert count_white(picture, picture.height - band, picture.height) > 500
    assert count_white(picture, picture.height - 3 * band, picture.height - 2 * band) == 0


def test_shots_in_a_row_without_a_line_arrive_with_words_and_place(phone, people, neighbourhood, server):
    open_camera(phone, "W2")
    phone.context.set_geolocation(PLACE)  # told anew, so that who asked before hears of it
    phone.evaluate(PLACE_IS_KNOWN)
    for count in (1, 2, 3):
        shoot(phone, count)
    first = phone.locator("figure.shot").first.get_attribute("id")
    phone.locator("figure.shot .drop").first.click()
    expect(phone.locator("figure.shot")).to_have_count(2)
    shoot(phone, 3)
    assert first not in [shot.get_attribute("id") for shot in phone.locator("figure.shot").all()]
    for place in range(3):
        data = photo_bytes(phone, place)
        picture = picture_of(data)
        assert len(data) <= 150 * 1024
        assert max(picture.size) <= 1280
        assert_words_are_burnt_in(picture)
    expect(phone.locator("#shots")).to_contain_text("位置准到12米")
    phone.get_by_role("link", name="完成").dblclick()
    expect(phone.locator("#item-W2 figure.shot")).to_have_count(3)
    save_and_go_on(phone, "21", "23")
    server.start()
    send_now(phone, people.address)
    with sqlite3.connect(neighbourhood.folder / "sanbao.sqlite3") as database:
        rows = database.execute("SELECT latitude, longitude, accuracy FROM check_photo").fetchall()
        checks = database.execute("SELECT latitude, longitude, accuracy, state FROM courtyard_check").fetchall()
    assert rows == [(36_204_510, 117_096_730, 12)] * 3
    assert checks == [(36_204_510, 117_096_730, 12, "complete")]


def test_before_and_after_are_seen_and_changed(phone):
    fault(phone, "O1")
    phone.locator("label[for=fixed-O1]").click()
    expect(phone.locator("#save")).to_contain_text("当场改好")
    phone.locator("#camera-O1").click()
    shoot(phone, 1)
    phone.locator("label[for=shows-after]").click()
    shoot(phone, 2)
    captions = phone.locator("figure.shot figcaption b")
    expect(captions).to_have_text(["改之前", "改好后"])
    phone.get_by_role("button", name="其实是改之前").click()
    expect(captions).to_have_text(["改之前", "改之前"])


def test_going_back_closes_the_camera_at_its_item(phone):
    open_camera(phone, "O4")
    shoot(phone, 1)
    phone.go_back()
    expect(phone.locator("#item-O4 figure.shot")).to_have_count(1)
    assert_is_in_view(phone, "O4")
    phone.reload()
    expect(phone.locator("#item-O4 figure.shot")).to_have_count(1)
    assert_is_in_view(phone, "O4")


def test_camera_that_is_refused_says_so_and_offers_files(people, server, photographs):
    phone = offline_phone(people, server, FAKE_CAMERA[0], "--deny-permission-prompts")
    open_camera(phone, "W2")
    expect(phone.locator("main.camera")).to_have_attribute("data-state", "refused")
    expect(phone.get_by_text("手机没让这个页面用相机")).to_be_visible()
    expect(phone.locator("#shutter")).not_to_be_visible()
    phone.locator("input[type=file]").set_input_files(photographs[:2])
    expect(phone.locator("figure.shot")).to_have_count(2)


def test_browser_without_a_camera_says_so(phone):
    phone.evaluate("() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    open_camera(phone, "W2")
    expect(phone.get_by_text("这个浏览器不能在页面里拍")).to_be_visible()
    expect(phone.locator("#album")).to_be_visible()


def test_photo_of_the_album_keeps_its_own_time_and_claims_no_place(phone, photographs):
    an_hour_ago = int(time.time()) - 3600
    os.utime(photographs[1], (an_hour_ago, an_hour_ago))
    fault(phone, "G2", photo=photographs[1])
    [photo] = kept_drafts(phone)[0]["items"]["G2"]["photos"]
    assert photo["taken_at"] == an_hour_ago * 1000
    assert "position" not in photo


def test_what_is_on_the_page_is_kept_before_another_app_opens(phone, photographs):
    fault(phone, "G1")
    phone.locator("#note-G1").fill("树坑里有砖")
    with phone.expect_file_chooser() as chooser:
        phone.locator("#item-G1 label.album").click()
    [draft] = kept_drafts(phone)
    assert (draft["at"], draft["items"]["G1"]["note"]) == ("G1", "树坑里有砖")
    chooser.value.set_files(photographs[0])
    expect(phone.locator("#item-G1 figure.shot")).to_have_count(1)
