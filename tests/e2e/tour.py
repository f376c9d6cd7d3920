"""Every page of the demo, for the accessibility test and for the screenshots."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.browsers import DESKTOP, PHONE, open_browser, sign_in

PASSWORD = "sanbao-demo"
MODES = ({}, {"theme": "dark"}, {"theme": "sun"}, {"size": "elder"})


@dataclass(frozen=True, slots=True)
class Stop:
    """A page; `who` signs in by that name ('' for nobody, 'card' for a household), `act` is done before the look."""

    name: str
    who: str
    path: str
    act: Callable[[Page], None] | None = None
    in_every_mode: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    code: str
    pin: str


def mark_a_fault(page: Page) -> None:
    page.locator("#item-W2 label.seg.no").click()
    expect(page.locator("#item-W2")).to_have_class(re.compile("is-fault"))
    page.locator("label[for=phrase-W2-1]").click()


def open_next_courtyard(page: Page) -> None:
    page.locator("footer .main").click()
    expect(page.locator("#save")).to_be_visible()


def open_next_courtyard_with_a_fault(page: Page) -> None:
    open_next_courtyard(page)
    mark_a_fault(page)


def open_first(selector: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_load_state()

    return act


STOPS = (
    Stop("board", "", "/"),
    Stop("door", "", "/d/{door}/"),
    Stop("sign-in", "", "/auth/sign-in"),
    Stop("missing", "", "/no-such-page"),
    Stop("card-open", "", "/card/"),
    Stop("card", "card", "/card/", in_every_mode=True),
    Stop("card-month", "card", "/card/", open_first("table a, .history a")),
    Stop("inspect-list", "xuncha1", "/inspect/"),
    Stop("inspect-check", "xuncha1", "/inspect/", open_next_courtyard, in_every_mode=True),
    Stop("inspect-fault", "xuncha1", "/inspect/", open_next_courtyard_with_a_fault, in_every_mode=True),
    Stop("inspect-outbox", "xuncha1", "/inspect/outbox/"),
    Stop("inspect-saved", "xuncha1", "/inspect/outbox/", open_first("main .list a")),
    Stop("inspect-settings", "xuncha1", "/inspect/settings/"),
    Stop("staff-walks", "gongzuo1", "/staff/"),
    Stop("staff-queue", "gongzuo1", "/staff/", open_first("main a.cell")),
    Stop("staff-case", "gongzuo1", "/staff/", lambda page: page.goto(page.locator("main a.cell").first.evaluate("a => a.href").split("#")[0])),
    Stop("staff-photo", "gongzuo1", "/staff/", lambda page: None),
    Stop("staff-months", "gongzuo1", "/staff/months/"),
    Stop("staff-month", "gongzuo1", "/staff/months/{month}/"),
    Stop("staff-deeds", "gongzuo1", "/staff/deeds/"),
    Stop("oversight", "jiandu", "/oversight/"),
    Stop("oversight-month", "jiandu", "/oversight/months/{past}/"),
    Stop("oversight-account", "jiandu", "/oversight/months/{past}/", open_first("main table td a, main table th a")),
    Stop("oversight-ledger", "jiandu", "/oversight/ledger/"),
    Stop("oversight-audit", "jiandu", "/oversight/audit/"),
    Stop("admin", "guanli", "/admin/"),
)
