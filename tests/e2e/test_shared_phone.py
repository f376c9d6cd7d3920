"""A phone in real hands: two people, signing out with work unsent, a server killed in the middle of a photo."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import sign_in
from tests.e2e.people import People
from tests.e2e.tables import rows_in, wait_for_rows
from tests.factories.users import PASSWORD

SLOW_LINE = {"offline": False, "latency": 20, "downloadThroughput": 1_000_000, "uploadThroughput": 40_000}


@pytest.fixture
def phone(people: People) -> Page:
    """The first inspector's phone, ready to work without a line."""
    phone = people.browser("phone")
    enter(phone, people.address, "xuncha")
    expect(phone.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    return phone


def enter(phone: Page, address: str, username: str) -> None:
    sign_in(phone, address, username, PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.locator("footer .main")).to_be_visible()


def mark(phone: Page, item: str, photo: Path | None = None) -> None:
    phone.locator(f"#item-{item} label.seg.no").click()
    expect(phone.locator(f"#fault-{item}")).to_be_checked()
    expect(phone.locator("#save")).to_contain_text("不合格")
    if photo:
        phone.locator(f"#item-{item} input[type=file]").set_input_files(photo)
        expect(phone.locator(f"#item-{item} figure.shot")).to_have_count(1)


def save(phone: Page, following: str) -> None:
    phone.wait_for_timeout(700)  # a new page's save ignores taps for 600 ms
    phone.locator("#save").click()
    expect(phone.locator("header .plate")).to_have_text(following)


def sign_out(phone: Page, address: str) -> None:
    phone.goto(f"{address}/inspect/settings/")
    phone.get_by_role("button", name="退出").click()
    expect(phone.locator("body")).not_to_contain_text("王志远")
    expect(phone.locator("h1")).not_to_have_text("设置")


def test_two_people_share_a_phone_and_what_was_unsent_at_sign_out_still_arrives(phone, people, neighbourhood, server):
    server.kill()
    phone.locator("footer .main").click()
    mark(phone, "W2")
    save(phone, "23")
    mark(phone, "G1")
    sign_out(phone, people.address)
    phone.goto(f"{people.address}/inspect/courtyards/{neighbourhood.codes['23']}/")
    expect(phone.locator("main")).to_contain_text("还没有登录")

    server.start()
    enter(phone, people.address, "xuncha2")
    wait_for_rows(neighbourhood.folder, "SELECT item FROM finding", [("W2",)])
    phone.goto(f"{people.address}/inspect/courtyards/{neighbourhood.codes['23']}/")
    expect(phone.locator("#fault-G1")).not_to_be_checked()
    mark(phone, "O2")
    save(phone, "25")
    whose = "SELECT username FROM courtyard_check JOIN user_account ON user_account.id = inspector_id ORDER BY 1"
    wait_for_rows(neighbourhood.folder, whose, [("xuncha",), ("xuncha2",)])

    sign_out(phone, people.address)
    enter(phone, people.address, "xuncha")
    phone.goto(f"{people.address}/inspect/courtyards/{neighbourhood.codes['23']}/")
    expect(phone.locator("#fault-G1")).to_be_checked()
    expect(phone.locator("#fault-O2")).not_to_be_checked()


def test_server_killed_in_the_middle_of_a_photo_gets_everything_once(phone, people, neighbourhood, server, photographs):
    line = phone.context.new_cdp_session(phone)
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    phone.locator("footer .main").click()
    mark(phone, "W2", photographs[0])
    mark(phone, "O1", photographs[1])
    save(phone, "23")
    wait_for_rows(
        neighbourhood.folder, 'SELECT COUNT(*) > 0 FROM upload WHERE "offset" BETWEEN 1 AND length - 1', [(1,)]
    )
    server.kill()
    assert rows_in(neighbourhood.folder, "SELECT state FROM courtyard_check") == [("received",)]
    line.send("Network.emulateNetworkConditions", {**SLOW_LINE, "uploadThroughput": -1})
    server.start()
    phone.goto(f"{people.address}/inspect/outbox/")
    phone.locator("form.bar .main").click()
    expect(phone.locator("header .mid")).to_contain_text("都发完了", timeout=30_000)
    assert rows_in(neighbourhood.folder, "SELECT state FROM courtyard_check") == [("complete",)]
    assert rows_in(neighbourhood.folder, "SELECT COUNT(*), COUNT(DISTINCT sha256) FROM photo") == [(2, 2)]
    assert rows_in(neighbourhood.folder, "SELECT COUNT(*) FROM received_entry") == [(1,)]


def test_back_forward_and_the_undo_work_after_a_save(phone):
    phone.locator("footer .main").click()
    mark(phone, "W2")
    save(phone, "23")
    phone.go_back()
    expect(phone.locator("main")).to_contain_text("1项不合格")
    phone.go_forward()
    expect(phone.locator("header .plate")).to_have_text("23")
    save(phone, "25")
    phone.locator("#toast button").click()
    expect(phone.locator("header .plate")).to_have_text("23")
    expect(phone.locator("#toast")).to_contain_text("撤回了")


def test_what_another_tab_marked_is_not_saved_away(phone, neighbourhood):
    phone.locator("footer .main").click()
    expect(phone.locator("#save")).to_be_visible()
    other = phone.context.new_page()
    other.goto(phone.url)
    mark(other, "G1")
    expect(phone.locator("#fault-G1")).to_be_checked()
    mark(phone, "W2")
    save(phone, "23")
    wait_for_rows(neighbourhood.folder, "SELECT item FROM finding ORDER BY item", [("G1",), ("W2",)])
