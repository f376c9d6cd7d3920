"""The last rescue in browsers: a phone without a line exports, staff or another inspector's phone take the file in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, sign_in
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.people import People
from tests.e2e.tables import rows_in
from tests.e2e.walking import fault, save_and_go_on, send_now
from tests.factories.users import PASSWORD
from tests.waiting import wait_until

IS_KEPT = "async () => Boolean(await caches.match('/static/dist/rescue.js'))"
KEPT_WITHIN = 60
CHECKS = "SELECT c.state, u.username FROM courtyard_check c JOIN user_account u ON u.id = c.inspector_id"


@pytest.fixture
def phone(people: People) -> Page:
    """An inspector's phone that was here once."""
    page = people.browser("phone")
    sign_in(page, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(page.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    return page


def wait_until_kept(page: Page) -> None:
    """What is fetched later than the first load is there."""
    wait_until(lambda: page.evaluate(IS_KEPT), within=KEPT_WITHIN, pause=lambda: page.wait_for_timeout(500))


def check_three_courtyards(page: Page, photographs: list[Path]) -> None:
    page.locator("footer .main").click()
    fault(page, "W2", 1, photographs[0])
    save_and_go_on(page, "21", "23")
    fault(page, "O1", 1, photographs[1])
    save_and_go_on(page, "23", "25")
    save_and_go_on(page, "25", "27")


def export(page: Page, address: str, folder: Path) -> Path:
    page.goto(f"{address}/inspect/outbox/")
    page.locator("main a", has_text="导出到文件").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出到文件").click()
    expect(page.locator("#said")).to_contain_text("导出了3次检查，2张照片")
    expect(page.locator("#said")).to_contain_text("一样也没有删")
    assert waiting.value.suggested_filename.startswith("sanbao-")
    waiting.value.save_as(folder / waiting.value.suggested_filename)
    return folder / waiting.value.suggested_filename


def test_staff_take_in_what_a_phone_without_a_line_exported(
    people: People, phone: Page, neighbourhood: Neighbourhood, photographs: list[Path], tmp_path: Path
):
    wait_until_kept(phone)
    phone.context.set_offline(True)
    phone.goto(f"{people.address}/inspect/")
    check_three_courtyards(phone, photographs)
    file = export(phone, people.address, tmp_path)
    assert rows_in(neighbourhood.folder, CHECKS) == []
    desk = people.browser("desk", DESKTOP)
    sign_in(desk, people.address, "gongzuo", PASSWORD)
    desk.goto(f"{people.address}/staff/")
    desk.get_by_role("link", name="导入手机文件").click()
    desk.locator("#file").set_input_files(file)
    desk.get_by_role("button", name="收下这个文件").click()
    expect(desk.locator("#rescue")).to_contain_text("新收到3次检查")
    expect(desk.locator("#rescue")).to_contain_text("新收到2张照片")
    assert rows_in(neighbourhood.folder, CHECKS) == [("complete", "xuncha")] * 3
    phone.context.set_offline(False)
    send_now(phone, people.address)
    assert rows_in(neighbourhood.folder, CHECKS) == [("complete", "xuncha")] * 3
    assert rows_in(neighbourhood.folder, "SELECT outcome FROM received_entry") == [("accepted",)] * 3


def test_another_inspector_s_phone_brings_it(
    people: People, phone: Page, neighbourhood: Neighbourhood, photographs: list[Path], tmp_path: Path
):
    wait_until_kept(phone)
    phone.context.set_offline(True)
    phone.goto(f"{people.address}/inspect/")
    check_three_courtyards(phone, photographs)
    file = export(phone, people.address, tmp_path)
    people.close("phone")
    other = people.browser("other")
    sign_in(other, people.address, "xuncha2", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(other.get_by_text("可以离线用了")).to_be_visible(timeout=30_000)
    other.goto(f"{people.address}/inspect/settings/")
    other.get_by_role("link", name="导出和导入").click()
    other.locator("#rescue-file").set_input_files(file)
    other.get_by_role("button", name="收进这部手机").click()
    expect(other.locator("#said")).to_contain_text("3次检查，2张照片")
    expect(other.locator("#said")).to_contain_text("替他发")
    other.get_by_role("link", name="看待发送").last.click()
    expect(other.locator("main")).to_contain_text("带了3件都到了", timeout=60_000)
    assert rows_in(neighbourhood.folder, CHECKS) == [("complete", "xuncha")] * 3
    carried = rows_in(
        neighbourhood.folder,
        "SELECT u.username FROM audit_event e JOIN user_account u ON u.id = e.actor_id "
        "WHERE e.action = 'checks_carried'",
    )
    assert set(carried) == {("xuncha2",)}
