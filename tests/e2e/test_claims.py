"""From the card to a claim with a photo, with and without JavaScript; and what is sent again or is somebody else's."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.neighbourhood import PIN
from tests.e2e.tables import rows_in

MOST_BYTES = 150 * 1024
SLOW = 60_000  # twelve megapixels, while other browsers are busy


def open_card(page: Page, address: str, code: str, path: str = "/card/") -> None:
    page.goto(address + path)
    page.fill("#code", code)
    page.fill("#pin", PIN)
    page.locator("main form .btn.main").click()


def claim(page: Page, photograph: Path, words: str) -> None:
    page.get_by_role("link", name="报加分").click()
    page.get_by_role("link", name="报一件好事").click()
    page.get_by_role("link", name="社区活动").click()
    page.fill("#text", words)
    page.locator("label[for=when-yesterday]").click()
    page.set_input_files("#photo", photograph)
    page.get_by_role("button", name="报给社区").click()
    expect(page.get_by_text("等认定")).to_be_visible(timeout=SLOW)


def test_claim_goes_from_the_card_to_the_list_with_a_photo_made_small(people, neighbourhood, photographs):
    phone = people.browser("phone")
    scripts: list[str] = []
    phone.on("request", lambda asked: scripts.append(asked.url) if asked.resource_type == "script" else None)
    open_card(phone, people.address, neighbourhood.household)
    expect(phone.get_by_role("heading", name="我来参与")).to_be_visible()
    assert scripts == [f"{people.address}/static/dist/speak.js"]

    claim(phone, photographs[0], "扫了半条巷子")
    [(size,)] = rows_in(neighbourhood.folder, "SELECT size FROM photo")
    assert 0 < size <= MOST_BYTES
    picture = phone.locator("main .strip img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 320

    phone.get_by_role("button", name="撤回这一条").click()
    expect(phone.get_by_text("撤回了")).to_be_visible()
    assert rows_in(neighbourhood.folder, "SELECT state FROM deed WHERE came_by = 'claim'") == [("withdrawn",)]


def test_claim_without_scripts_is_the_same_and_sent_again_it_is_one(people, neighbourhood, photographs):
    phone = people.browser("phone", java_script_enabled=False)
    open_card(phone, people.address, neighbourhood.household, "/card/?next=/card/claims/")
    expect(phone).to_have_url(f"{people.address}/card/claims/")
    phone.get_by_role("link", name="返回积分卡").click()
    claim(phone, photographs[1], "<b>帮</b>邻居搬柜子")
    expect(phone.get_by_text("<b>帮</b>邻居搬柜子")).to_be_visible()
    assert rows_in(neighbourhood.folder, "SELECT size FROM photo") == [(photographs[1].stat().st_size,)]

    [(token,)] = rows_in(neighbourhood.folder, "SELECT token FROM deed WHERE came_by = 'claim'")
    again = {"kind": "activity", "token": token, "text": "再报一次", "points": "1"}
    origin = {"Origin": people.address}
    answer = phone.context.request.post(f"{people.address}/card/claims/new", multipart=again, headers=origin)
    assert answer.url == f"{people.address}/card/claims/?sent=1"
    assert rows_in(neighbourhood.folder, "SELECT COUNT(*) FROM deed WHERE came_by = 'claim'") == [(1,)]


def test_wrong_file_is_said_at_its_field_and_the_words_stay(people, neighbourhood, tmp_path):
    phone = people.browser("phone")
    note = tmp_path / "note.jpg"
    note.write_text("no picture")
    open_card(phone, people.address, neighbourhood.household)
    phone.goto(f"{people.address}/card/claims/new?kind=activity")
    phone.fill("#text", "扫了半条巷子")
    phone.set_input_files("#photo", note)
    phone.get_by_role("button", name="报给社区").click()
    expect(phone.locator("#photo-why")).to_contain_text("不是照片")
    expect(phone.locator("#text")).to_have_value("扫了半条巷子")
    answer = phone.goto(f"{people.address}/card/claims/99/photos/{'0' * 64}")
    assert answer is not None
    assert answer.status == 404
