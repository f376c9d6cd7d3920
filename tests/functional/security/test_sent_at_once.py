"""A form that arrives several times at once, as an impatient tap or a bad line sends it, does what it does once."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text

from tests.factories.browsers import SAME_ORIGIN, Browser
from tests.factories.pictures import make_jpeg
from tests.factories.worlds import World, card_of, make_world
from tests.integration.test_locks import at_once
from webapp.extensions import db, limiter

SEVERAL = 6
PHOTO = ("photo",)
SEEN = re.compile(r'name="seen" value="(\d+)"')
SLIP = re.compile(r'name="slip" value="([^"]+)"')


@pytest.fixture
def world(app, home, monkeypatch) -> World:
    monkeypatch.setattr(limiter, "enabled", False)
    return make_world(app, home)


def path_of(app: Flask, world: World, endpoint: str) -> str:
    rule = next(app.url_map.iter_rules(endpoint))
    adapter = app.url_map.bind("localhost")
    return adapter.build(endpoint, world.values(endpoint, rule.arguments, "staff"), method="POST")


def cookies_of(browser: Browser) -> dict:
    return dict(browser._client._cookies)


def send_at_once(app: Flask, browser: Browser, path: str, form: Callable[[], dict]) -> list[int]:
    """The statuses, in order; each is sent by a thread of its own with the same cookies."""
    cookies = cookies_of(browser)
    db.session.rollback()

    def send() -> int:
        again = app.test_client()
        again._cookies = dict(cookies)
        return again.post(path, data=form(), headers=SAME_ORIGIN).status_code

    found = at_once(app, *[send] * SEVERAL)
    db.session.expire_all()
    return sorted(found)


def rows(table: str) -> int:
    return db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


CARD = {
    "resident.keep_claim": ("deed", {"kind": "activity", "text": "扫雪", "points": "2", "token": "once"}, PHOTO),
    "resident.keep_wish": ("help_task", {"text": "修一修窗", "token": "once"}, ()),
}


@pytest.mark.parametrize("endpoint", CARD)
def test_form_of_the_card_sent_several_times_at_once_makes_one_row(app, world, endpoint):
    table, said, files = CARD[endpoint]
    before = rows(table)

    def form() -> dict:
        return said | {name: (io.BytesIO(make_jpeg("red")), "a.jpg") for name in files}

    statuses = send_at_once(app, card_of(app, world.home.household), path_of(app, world, endpoint), form)
    assert set(statuses) == {303}
    assert rows(table) == before + 1


def test_pin_drawn_several_times_at_once_is_one_and_its_slip_is_printed_once(app, world):
    desk, home = Browser(app, world.home.staff), world.home
    card = f"/staff/cards/{home.household.id}/"
    seen = SEEN.search(desk.get(card).text)[1]
    drawn = send_at_once(app, desk, f"{card}pin", lambda: {"seen": seen})
    assert drawn == [200] + [409] * (SEVERAL - 1)
    slip = SLIP.search(desk.post(f"{card}pin", {"seen": SEEN.search(desk.get(card).text)[1]}).text)[1]
    assert send_at_once(app, desk, f"{card}pin.pdf", lambda: {"slip": slip}) == [200] + [409] * (SEVERAL - 1)
