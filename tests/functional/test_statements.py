"""Pages ask the database at most fifteen times. Those that ask more often are named, and may only ask less."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import TODAY, make_neighbourhood
from tests.factories.worlds import CARD, ROLES, World, card_of, make_world
from tests.functional.security.test_access import Address, addresses
from webapp import clock
from webapp.blueprints.inspect.told import MOST as MOST_TOLD
from webapp.extensions import db
from webapp.queries.kept import Shelf

MOST = 15
MORE = {
    "staff.aside": 16,  # what was put aside is judged anew as on arrival, which looks up all that a delivery may name
    "staff.card": 16,  # on PostgreSQL, where noting who looked takes the community's lock first; on SQLite 15
    "staff.check": 16,  # the first look after a change, which judges the whole walk; then 14
    "staff.find_people": 16,  # the rule book of the day it was and that of the month in which it would count
}


@pytest.fixture
def world(app):
    with clock.at(TODAY):
        yield make_world(app, make_neighbourhood())


def pages(app, world: World, role: str) -> list[Address]:
    return [each for each in addresses(world, app, role) if each.method == "GET" and role in each.who]


def statements(app, browser: Browser, address: Address) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    app.extensions["told"] = Shelf(MOST_TOLD)  # nobody has opened a page of the phone before
    event.listen(db.engine, "before_cursor_execute", note)
    with app.app_context():  # and so a session of its own, as every request has
        browser.get(address.path, query_string=address.sent)
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(not each.startswith("BEGIN") for each in seen)


@pytest.mark.parametrize("role", ROLES)
def test_pages_ask_the_database_seldom(app, world, role):
    counted = {
        each.endpoint: statements(app, Browser(app, world.users[role]), each) for each in pages(app, world, role)
    }
    assert {name: count for name, count in counted.items() if count > MORE.get(name, MOST)} == {}


def test_pages_of_a_card_ask_the_database_seldom(app, world):
    card = card_of(app, world.home.household)
    asked = [each for each in addresses(world, app) if each.method == "GET" and CARD in each.who]
    counted = {each.endpoint: statements(app, card, each) for each in asked}
    assert {name: count for name, count in counted.items() if count > MOST} == {}
