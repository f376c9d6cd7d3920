"""A phone without JavaScript, and one that is no secure place: Flask's plain forms do the whole check."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.browsers import sign_in
from tests.e2e.tables import rows_in
from tests.factories.users import PASSWORD


def check_with_a_photo(page: Page, photograph: Path) -> None:
    """One fault with a phrase, a note and a photo; everything goes with the one save."""
    expect(page.locator("header .plate")).to_have_text("21")
    row = page.locator("#item-W2")
    row.locator("label.seg.no").click()
    row.locator("label[for=phrase-W2-1]").click()
    row.locator("textarea").fill("桶盖坏了")
    row.locator("input[type=file]").set_input_files(photograph)
    page.locator("#item-O1 label.seg.no").click()
    page.locator("label[for=third-O1]").click()
    page.locator("#save").click()
    expect(page.locator("header .plate")).to_have_text("23")


def test_without_scripts_a_check_is_saved_undone_and_saved_again(people, neighbourhood, photographs):
    phone = people.browser("phone", java_script_enabled=False)
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("这个地址不能离线用")).to_have_count(0)
    phone.locator("footer .main").click()
    check_with_a_photo(phone, photographs[0])
    found = rows_in(neighbourhood.folder, "SELECT item, result, note FROM finding ORDER BY item")
    assert found == [("O1", "third_party", ""), ("W2", "fault", "桶盖坏了")]
    assert rows_in(neighbourhood.folder, "SELECT COUNT(*) FROM photo") == [(1,)]

    phone.locator("#toast button").click()
    expect(phone.locator("header .plate")).to_have_text("21")
    phone.goto(f"{people.address}/inspect/courtyards/{neighbourhood.codes['21']}/")
    phone.locator("footer .stack").click()
    phone.locator("label[for=obstacle-snow]").click()
    phone.locator("#save").click()
    expect(phone.locator("header .plate")).to_have_text("23")
    judged = rows_in(neighbourhood.folder, "SELECT judged FROM courtyard_check ORDER BY saved_at")
    assert judged == [("whole",), ("withdrawn",), ("weather",)]


def test_on_a_plain_http_address_the_page_says_so_and_the_forms_work(people, neighbourhood, photographs):
    lan = people.address.replace("127.0.0.1", "sanbao.lan")
    phone = people.browser("phone", more_arguments=["--host-resolver-rules=MAP sanbao.lan 127.0.0.1"])
    sign_in(phone, lan, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.get_by_text("这个地址不能离线用")).to_be_visible()
    assert not phone.evaluate("isSecureContext")
    phone.locator("footer .main").click()
    check_with_a_photo(phone, photographs[0])
    assert rows_in(neighbourhood.folder, "SELECT COUNT(*) FROM photo") == [(1,)]
