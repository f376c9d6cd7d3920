"""A browser that refuses a part of itself: the page says what that means, and the check arrives all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.engines.firefox import Firefox
from tests.e2e.engines.remote import Remote
from tests.e2e.engines.test_other_engines import find_fault, open_next_courtyard, save, send_now, sign_in
from tests.e2e.faults.evidence import arrived_checks
from tests.e2e.neighbourhood import PIN, Neighbourhood

WHOLE = [("complete", ["W2"], 1)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Firefox]:
    """Firefox, not yet started."""
    desk = Firefox(tmp_path)
    yield desk
    desk.kill()


def phones_of(neighbourhood: Neighbourhood) -> int:
    """How many phones became their own server; a form that goes to the community makes none."""
    with sqlite3.connect(neighbourhood.folder / "sanbao.sqlite3") as database:
        return database.execute("SELECT COUNT(*) FROM device").fetchone()[0]


def open_the_card(desk: Remote, address: str, neighbourhood: Neighbourhood) -> None:
    desk.goto(f"{address}/card/")
    desk.fill("#code", neighbourhood.household)
    desk.fill("#pin", PIN)
    desk.tap("main button.main")
    desk.see("main", "可用积分")


def what_arrived(neighbourhood: Neighbourhood) -> list[tuple[str, list[str], int]]:
    return [(check.state, sorted(check.faults), len(check.photos)) for check in arrived_checks(neighbourhood.folder)]


def fill_the_plain_form(desk: Remote, photo: Path) -> None:
    """Everything goes with the one save; nothing is kept before."""
    open_next_courtyard(desk, "21")
    desk.tap("#item-W2 label.seg.no")
    desk.tap("#item-W2 label[for=phrase-W2-1]")
    desk.upload("#item-W2 input[type=file]", photo)
    save(desk, "23")


def test_without_workers_everything_is_kept_while_the_page_is_open(desk, server, neighbourhood, photographs):
    desk.prefer({"dom.serviceWorkers.enabled": False})
    desk.start()
    sign_in(desk, server.address)
    desk.see("#notices", "没有信号时，这个浏览器打不开三包")
    server.kill()
    open_next_courtyard(desk, "21")
    find_fault(desk, "W2", photographs[0])
    save(desk, "23")
    server.start()
    send_now(desk, server.address)
    assert what_arrived(neighbourhood) == WHOLE


def test_with_a_broken_store_the_forms_go_to_the_community_and_the_page_says_so(
    desk, server, neighbourhood, photographs
):
    (desk.profile / "storage").write_text("a file where the browser wants its folder")
    desk.start()
    sign_in(desk, server.address)
    desk.see("#unstored", "填的直接存到社区")
    fill_the_plain_form(desk, photographs[0])
    assert (what_arrived(neighbourhood), phones_of(neighbourhood)) == (WHOLE, 0)
    desk.goto(f"{server.address}/inspect/settings/")
    desk.tap("#sign-out button")
    desk.see("input[name=username]")


def test_without_scripts_the_forms_go_to_the_community_and_the_card_opens(desk, server, neighbourhood, photographs):
    desk.prefer({"javascript.enabled": False})
    desk.start()
    sign_in(desk, server.address)
    fill_the_plain_form(desk, photographs[0])
    assert (what_arrived(neighbourhood), phones_of(neighbourhood)) == (WHOLE, 0)
    open_the_card(desk, server.address, neighbourhood)
