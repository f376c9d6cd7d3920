"""A sheet of paper is typed in by the keyboard alone, each courtyard saved before the next one shows."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.browsers import DESKTOP, sign_in
from tests.e2e.tables import rows_in
from tests.factories.users import PASSWORD

FOUND = """SELECT y.number, c.judged, (SELECT GROUP_CONCAT(f.item || f.note, ' ') FROM finding f
WHERE f.check_id = c.id AND f.result = 'fault') FROM courtyard_check c
JOIN courtyard y ON y.id = c.courtyard_id ORDER BY c.id"""


def type_line(page: Page, number: str, *keys: str) -> None:
    """What is typed for this courtyard, and Enter."""
    expect(page.locator("#yard")).to_contain_text(f"{number}号院")
    expect(page.locator("form[data-typing=seen] #codes")).to_be_focused()
    for key in (*keys, "Enter"):
        page.keyboard.press(key)


def test_a_sheet_is_typed_in_by_keys_alone(people, neighbourhood):
    desk = people.browser("desk", DESKTOP)
    sign_in(desk, people.address, "gongzuo", PASSWORD, "/auth/sign-in?next=/staff/paper/entry/")
    for _ in ("沈慧", "王志远"):
        desk.locator("#inspector").press("ArrowDown")
    desk.locator("main .btn.main").press("Enter")
    type_line(desk, "21")
    type_line(desk, "23", "w", "2", "9", "9", "0", "/", *"ab")
    type_line(desk, "25", "-", "ArrowDown")
    type_line(desk, "27", "w", "1")
    expect(desk.locator("#yard")).to_contain_text("29号院")
    expect(desk.locator("form[data-typing=seen]")).to_have_count(1)  # the script is there
    desk.keyboard.press("PageUp")
    expect(desk.locator(".pick[data-code=W1] select")).to_have_value("fault")
    type_line(desk, "27", "w", "1")
    type_line(desk, "29")
    expect(desk.get_by_text("这次巡查都录完了")).to_be_visible()
    found = rows_in(neighbourhood.folder, FOUND)
    assert [number for number, *_ in found] == ["21", "23", "25", "27", "27", "29"]
    assert [faults for *_, faults in found] == [None, "W2ab O4", None, "W1", None, None]
    assert found[2][1] in ("lane", "weather")
    walkers = rows_in(
        neighbourhood.folder, "SELECT DISTINCT name FROM courtyard_check c JOIN user_account u ON u.id = c.inspector_id"
    )
    assert walkers == [("王志远",)]
