"""How the tour comes to the pages of who may not enter: after wrong passwords, codes and PINs, and after too many."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
from playwright.sync_api import Page, expect

from tests.e2e.ways import begin_second_step, open_invitation

PASSWORD = "sanbao-demo"
MOST_GUESSES = 7


def _guess(page: Page, **typed: str) -> None:
    """Until it is too often; the next time it is at once."""
    for _turn in range(MOST_GUESSES):
        for field, text in typed.items():
            page.fill(f"#{field}", text)
        with page.expect_response(lambda response: response.request.method == "POST") as answer:
            page.locator("main button.main").click()
        if answer.value.status == 429:
            break
    expect(page.locator("main [role=alert]")).to_be_visible()


def guess_passwords(page: Page) -> None:
    """Of a name that nobody has, so that nobody waits for it."""
    _guess(page, username="meiyou", password="abc12345")


def guess_pins(page: Page) -> None:
    """Of a household that there is not."""
    _guess(page, code="ZZZZ9999", pin="111111")


def mistype_pin(page: Page) -> None:
    page.fill("#code", "ZZZZ8888")
    page.fill("#pin", "111111")
    page.locator("main button.main").click()
    expect(page.locator("#oops")).to_be_visible()


def mistype_password(page: Page) -> None:
    page.fill("#username", "hezhe")
    page.fill("#password", "abc12345")
    page.locator("main button.main").click()
    expect(page.locator("#oops")).to_be_visible()


def mistype_first_code(page: Page) -> None:
    begin_second_step(page)
    page.fill("#code", "000000")
    page.locator("main form.prose button.main").click()
    expect(page.locator("#oops")).to_be_visible()


def second_step_of(username: str) -> Callable[[Page], None]:
    """Their password was right and a code is asked for; who has none sets it up first."""

    def act(page: Page) -> None:
        _enter(page, username)
        if "/second-step/" in page.url:
            return
        page.goto(page.url.partition("/staff/")[0] + "/auth/second-step/set-up/")
        begin_second_step(page)
        secret = page.locator("main code.long").inner_text().replace(" ", "")
        page.fill("#code", pyotp.TOTP(secret).now())
        page.locator("main form.prose button.main").click()
        expect(page.locator("#all")).to_be_visible()
        page.goto(page.url.partition("/auth/")[0] + "/auth/account/")
        page.locator("form[action$='/sign-out'] button").click()
        _enter(page, username)

    return act


def _enter(page: Page, username: str) -> None:
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.locator("main button.main").click()
    expect(page).not_to_have_url(f"{page.url.partition('/auth/')[0]}/auth/sign-in")


def guess_codes(page: Page) -> None:
    second_step_of("gongzuo2")(page)
    _guess(page, code="000000")


def mistype_new_password(page: Page) -> None:
    open_invitation(page)
    page.fill("#username", "hexiaolan")
    page.fill("#password", "abc")
    page.fill("#again", "abcd")
    page.locator("main form").first.evaluate("form => { form.noValidate = true; }")
    page.locator("main button.main").click()
    expect(page.locator("#oops-password")).to_be_visible()
