"""Who has a card open, or a card's door, and means no good."""

from __future__ import annotations

import time

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import PIN, open_card
from tests.integration.test_locks import at_once
from webapp.extensions import db, limiter
from webapp.operations.draw_pin import draw_pin
from webapp.operations.erased import erase_rows
from webapp.operations.transaction import transaction
from webapp.paper import kept_papers
from webapp.paper.kept_papers import Place, keep, kept, new_token
from webapp.queries.belongings import belongings_of
from webapp.reports.print_pins import take_pins

NO_FORM_OF_A_CARD = ("resident.open_with_pin", "resident.close")  # the door has a pace of its own
ELSEWHERE = (
    "https://example.org/",
    "//example.org",
    "/\\example.org",
    "/\t/example.org",
    "\n//example.org",
    "/staff/",
    "/card",
    "/card/../auth/sign-out",
    "/card/%2e%2e/staff/",
    "/card/.%2E/staff/",
    "/card/%2e%2e//example.org",
    "/card/\r\nSet-Cookie: a=b",
)


@pytest.fixture
def card(app, home) -> Browser:
    return open_card(app, home.staff, home.household)


@pytest.fixture
def counted(app):
    """Counts of other tests are forgotten, and those of this one."""
    limiter.reset()
    yield
    limiter.reset()


def test_every_form_of_the_card_counts_for_how_often_it_sends(app, card, counted):
    assert {card.post("/card/claims/new").status_code for _ in range(60)} == {422}
    told, adapter = {}, app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("resident.") and "POST" in rule.methods and rule.endpoint not in NO_FORM_OF_A_CARD:
            values = {name: value for name, value in SOME.items() if name in rule.arguments}
            told[rule.endpoint] = card.post(adapter.build(rule.endpoint, values, method="POST")).status_code
    assert {endpoint: status for endpoint, status in told.items() if status != 429} == {}
    assert len(told) > 10


SOME = {"key": 1, "code": "0", "check": "8f14e45f-ceea-467f-a0e6-0b1f2c3d4e5f", "item": "W1"}


@pytest.mark.parametrize("target", ELSEWHERE)
def test_door_of_the_card_leads_nowhere_but_into_the_card(app, home, target):
    with_card = open_card(app, home.staff, home.household)
    answer = with_card.post("/card/", {"code": home.household.code, "pin": PIN, "next": target})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/card/"
    assert "a=b" not in str(answer.headers)


def test_card_is_closed_by_a_new_pin_and_by_deletion(app, home):
    card = open_card(app, home.staff, home.household)
    assert card.get("/card/claims/").status_code == 200
    assert draw_pin(home.staff, home.household, 0) is None  # a form of before changes nothing
    assert card.get("/card/claims/").status_code == 200
    with transaction(home.community.id) as session:
        erase_rows(session, belongings_of(home.household))
    assert card.get("/card/claims/").status_code == 302


def test_sheet_of_pins_is_given_out_once_however_many_ask_at_once(app, home, monkeypatch):
    def read_slowly(place: Place) -> bytes | None:
        paper = kept(place)
        time.sleep(0.05)  # while the others ask
        return paper

    monkeypatch.setattr(kept_papers, "kept", read_slowly)
    place = Place(home.community.id, home.staff.id, new_token())
    keep(place, b"sealed")
    db.session.rollback()
    assert sorted(map(bool, at_once(app, *[lambda: take_pins(place)] * 8))) == [False] * 7 + [True]
