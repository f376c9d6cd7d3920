"""Finding a courtyard without a line: by distance, on the map, by its door plate; and back to the list as it was."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import sign_in
from tests.e2e.neighbourhood import NUMBERS, Neighbourhood
from tests.e2e.plates import camera_showing, save, seen
from tests.factories.users import PASSWORD
from tests.waiting import wait_until

HERE = {"latitude": 36.2001, "longitude": 117.0901, "accuracy": 9}
READER = "/static/vendor/zxing_reader.wasm"


def spread_out(neighbourhood: Neighbourhood, unknown: str = "") -> None:
    """Eleven metres from door to door to the north, number 25 in front of the inspector; `unknown` has no place."""
    with sqlite3.connect(neighbourhood.folder / "sanbao.sqlite3") as database:
        for place, number in enumerate(NUMBERS):
            north = 36_200_100 + (place - 2) * 100
            database.execute(
                "UPDATE courtyard SET latitude = ?, longitude = 117090100 WHERE number = ?", (north, number)
            )
        database.execute("UPDATE courtyard SET latitude = NULL WHERE number = ?", (unknown,))


def first_visit(people, **options) -> Page:
    """Signed in, and calm enough that what comes later is kept too."""
    phone = people.browser("phone", **options)
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    wait_until(
        lambda: phone.evaluate("path => caches.match(path).then(Boolean)", READER),
        saying=lambda: "the reader is not kept after the first visit",
        pause=lambda: phone.wait_for_timeout(500),
    )
    return phone


def numbers(phone: Page) -> list[str]:
    return phone.locator("main .list .plate").all_inner_texts()


def test_nearest_courtyard_is_first_without_a_line(people, neighbourhood, server):
    spread_out(neighbourhood, unknown="29")
    phone = first_visit(people, geolocation=HERE, permissions=["geolocation"])
    server.kill()
    phone.get_by_role("link", name="附近").click()
    expect(phone.locator(".near")).to_have_count(4)
    assert numbers(phone)[0] == "25"
    expect(phone.locator(".near .far b").first).to_have_text("0米")
    expect(phone.locator("main")).to_contain_text("定位准到9米左右")
    expect(phone.locator("main")).to_contain_text("还有1户没有记位置")
    phone.context.set_geolocation({**HERE, "latitude": 36.19989})
    expect(phone.locator(".near .plate").first).to_have_text("21")
    phone.get_by_role("link", name="去最近的21号").click()
    expect(phone.locator("#save")).to_be_visible()


def test_without_a_position_there_are_words_and_the_list(people, server):
    phone = first_visit(people)
    server.kill()
    phone.goto(f"{people.address}/inspect/nearby/")
    expect(phone.locator("main")).to_contain_text("没有定位，照巷子走")
    phone.get_by_role("button", name="让手机定位").click()
    expect(phone.locator("main")).to_contain_text(re.compile("手机没让用位置|正在定位"))
    phone.locator("footer").get_by_role("link", name="回名单").click()
    expect(phone.locator("main .list .plate")).to_have_count(5)


def test_map_leads_from_the_lane_to_a_plate_without_a_line(people, neighbourhood, server):
    spread_out(neighbourhood, unknown="29")
    phone = first_visit(people, geolocation=HERE, permissions=["geolocation"])
    server.kill()
    phone.goto(f"{people.address}/inspect/map/")
    phone.locator(".sign").click()
    expect(phone.locator(".door")).to_have_count(4)
    assert numbers(phone) == ["29"]
    for box in [door.locator(".hit").bounding_box() for door in phone.locator(".door").all()]:
        assert min(box["width"], box["height"]) >= 44
    phone.locator("nav a", has_text="我附近").click()
    expect(phone.locator(".me")).to_have_count(1)
    phone.get_by_role("link", name=re.compile("23号")).click()
    expect(phone.locator("header .plate")).to_have_text("23")
    expect(phone).to_have_url(re.compile("/inspect/courtyards/"))


def test_plate_in_front_of_the_camera_opens_its_courtyard_without_a_line(people, neighbourhood, server, tmp_path):
    shown = seen(f"https://elsewhere.example/d/{neighbourhood.codes['27']}/", side=300, turned=15)
    camera = camera_showing(shown, tmp_path / "camera.mjpeg")
    phone = first_visit(people, permissions=["camera"], more_arguments=camera)
    server.kill()
    phone.get_by_role("link", name="扫门牌").click()
    expect(phone.locator("#save")).to_be_visible(timeout=30_000)
    expect(phone.locator("header .plate")).to_have_text("27")
    phone.locator("header .back").click()
    # On from where the inspector has gone.
    expect(phone.locator("footer .main")).to_have_text("检查27号")
    expect(phone.locator(".cell.next .plate")).to_have_text("27")


@pytest.mark.parametrize(
    "how", [{"turned": 15}, {"light": 0.3}, {"side": 90}, {"turned": -40, "light": 0.5, "side": 160}], ids=str
)
def test_photo_of_a_plate_is_read_turned_dim_and_small(people, neighbourhood, server, tmp_path, how):
    phone = first_visit(people)
    server.kill()
    phone.goto(f"{people.address}/inspect/scan/")
    expect(phone.locator("[data-say=none], [data-say=denied]").locator("visible=true")).to_have_count(1)
    picture = save(seen(f"http://127.0.0.1/d/{neighbourhood.codes['23']}/", **how), tmp_path / "plate.jpg")
    phone.locator("#plate-photo").set_input_files(picture)
    expect(phone.locator("header .plate")).to_have_text("23", timeout=30_000)


def test_other_codes_get_words_and_typing_the_number_always_works(people, server, tmp_path):
    phone = first_visit(people)
    server.kill()
    phone.goto(f"{people.address}/inspect/scan/")
    for text, words in {
        "https://sanbao.example/d/ZZZZ9999/": "名单里没有这块门牌",
        "wxp://f2f0abcdef": "这不是三包的门牌",
    }.items():
        phone.locator("#plate-photo").set_input_files(save(seen(text), tmp_path / "other.jpg"))
        expect(phone.locator("main")).to_contain_text(words, timeout=30_000)
    phone.locator("#plate-photo").set_input_files(save(seen("x", view=(400, 300), side=20), tmp_path / "none.jpg"))
    expect(phone.locator("[data-say=unread]")).to_be_visible(timeout=30_000)
    phone.fill("#q", "２７")
    phone.keyboard.press("Enter")
    expect(phone.locator("main .list .plate")).to_have_text("27")


def test_search_while_typing_stays_under_the_tab_that_was_chosen(people, server):
    phone = first_visit(people)
    server.kill()
    phone.locator(".tabs a", has_text="要复查").click()
    expect(phone).to_have_url(re.compile(r"\?show=recheck$"))
    phone.locator("#q").evaluate("input => input.closest('form').classList.add('is-set')")
    phone.locator("#q").press_sequentially("2")
    expect(phone.locator("#found")).to_contain_text("没有找到“2”")
    expect(phone.locator("main .list .plate")).to_have_count(0)


def test_list_is_as_it_was_when_one_comes_back_from_a_check(people, server):
    phone = first_visit(people)
    server.kill()
    phone.locator(".tabs a", has_text="待查").click()
    expect(phone).to_have_url(re.compile(r"\?show=todo$"))
    phone.locator("a.cell").first.click()
    expect(phone.locator("#save")).to_be_visible()
    phone.locator("header .back").click()
    expect(phone.locator(".tabs [aria-current]")).to_contain_text("待查")
    phone.get_by_role("link", name="输号码").click()
    expect(phone.locator("#q")).to_be_focused()
    phone.keyboard.type("唐")
    expect(phone.locator("main .list .plate")).to_have_count(1)
    expect(phone.locator("main .list .plate")).to_have_text("21")
    phone.locator("a.cell").click()
    expect(phone.locator("#save")).to_be_visible()
    phone.locator("header .back").click()
    expect(phone.locator("#q")).to_have_value("唐")
    expect(phone.locator("main .list .plate")).to_have_text("21")
