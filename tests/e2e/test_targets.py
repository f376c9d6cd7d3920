"""Every tappable thing of the phone's pages is large enough for a thumb: 44 px, in large text 60."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsers import sign_in
from tests.e2e.people import People
from tests.factories.users import PASSWORD

# A radio or a tick is tapped by its label. Links in running text are none of these pages'.
SMALL = """
(least) => {
  const wanted = 'a[href], button, summary, select, textarea, input:not([type=hidden]), label[for], label.snap';
  const found = [];
  for (const each of document.querySelectorAll(wanted)) {
    const isTick = each.matches('input[type=radio], input[type=checkbox], input[type=file]');
    const isCaption = each.matches('.field > label');
    const isSkip = each.matches('.skip, .vh');
    if (isTick || isCaption || isSkip || !each.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = each.getBoundingClientRect();
    if (width && (width < least - 0.5 || height < least - 0.5)) {
      found.push(`${Math.round(width)}x${Math.round(height)} ${each.outerHTML.slice(0, 90)}`);
    }
  }
  return found;
}
"""
SIZES = {"normal": 44, "elder": 60}


def small_on(page: Page, least: int) -> list[str]:
    page.locator("body:not(:has([inert]))").wait_for()
    return page.evaluate(SMALL, least)


def choose_size(page: Page, address: str, size: str) -> None:
    page.goto(f"{address}/inspect/settings/")
    page.locator(f"label[for=size-{size}]").click()
    page.locator("footer .main").click()
    expect(page.locator(f"html[data-size={size}]")).to_have_count(1)


def fault_sheet(page: Page, photograph) -> None:
    page.locator("#item-W2 label.seg.no").click()
    page.locator("#item-W2 input[type=file]").set_input_files(photograph)
    expect(page.locator("#item-W2 figure.shot")).to_have_count(1)


@pytest.mark.parametrize("size", SIZES)
def test_every_target_is_large_enough(people: People, neighbourhood, photographs, size):
    least, small = SIZES[size], {}
    phone = people.browser("phone")
    phone.context.add_cookies([{"name": "size", "value": size, "url": people.address}])
    for path in ("/inspect/welcome/", "/auth/sign-in?next=/inspect/"):
        phone.goto(people.address + path)
        small[path] = small_on(phone, least)
    sign_in(phone, people.address, "xuncha", PASSWORD, "/auth/sign-in?next=/inspect/")
    expect(phone.locator("footer .main")).to_be_visible()
    choose_size(phone, people.address, size)
    small["settings"] = small_on(phone, least)
    yard = f"{people.address}/inspect/courtyards/{neighbourhood.codes['21']}/"
    phone.goto(yard)
    fault_sheet(phone, photographs[0])
    small["fault"] = small_on(phone, least)
    phone.locator("footer .stack").click()
    expect(phone.locator("label[for=obstacle-snow]")).to_be_visible()
    small["obstacle"] = small_on(phone, least)
    phone.goto(yard)
    phone.wait_for_timeout(700)
    phone.locator("#save").click()
    expect(phone.locator("#toast button")).to_be_visible()
    small["next, with the undo"] = small_on(phone, least)
    phone.goto(yard)
    expect(phone.locator("main")).to_contain_text("不合格")
    small["saved"] = small_on(phone, least)
    for path in ("", "#find", "outbox/", "courtyards/NOWHERE1/"):
        phone.goto(f"{people.address}/inspect/{path}")
        small[path or "list"] = small_on(phone, least)
    assert {name: found for name, found in small.items() if found} == {}
