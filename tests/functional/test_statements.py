"""Pages ask the database at most fifteen times. Those that ask more often are named, and may only ask less."""

from __future__ import annotations

import gc

import pytest
from sqlalchemy import event

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import TODAY, make_neighbourhood
from tests.factories.worlds import ROLES, World, make_world
from tests.functional.security.test_access import Address, addresses
from webapp import clock
from webapp.extensions import db

MOST = 15
# The phone's pages as Flask makes them: the whole snapshot, once; afterwards the phone answers by itself.
SNAPSHOT = 23
MORE = {
    **{f"staff.{name}": 33 for name in ("amend", "check", "walk")},
    **{f"{area}.{name}": 30 for area in ("staff", "oversight") for name in ("month", "again", "account", "objection")},
    **{"oversight.check": 30, "oversight.look": 35, "oversight.shares": 18, "oversight.shares_file": 18},
    **{
        "staff.aside": 23,
        "staff.find_people": 26,
        "staff.paper_walk_page": 22,
        "staff.visitor": 21,
        "staff.card": 33,
        "staff.activity": 19,
    },
    **{"staff.counter": 19, "staff.decided": 17, "staff.deeds": 17, "staff.new_objection": 20, "admin.home": 16},
    **{
        f"{area}.{name}": 19
        for area in ("staff", "oversight")
        for name in ("courtyard_file", "household_file", "overview")
    },
    **{f"admin.{name}": 18 for name in ("holder", "merge", "split", "roster_courtyard")},
    **{f"admin.{name}": 26 for name in ("tried_file", "try_account", "try_rules")},
}


@pytest.fixture
def world(app):
    with clock.at(TODAY):
        yield make_world(app, make_neighbourhood())


def pages(app, world: World, role: str) -> list[Address]:
    return [each for each in addresses(world, app, role) if each.method == "GET" and role in each.who]


def statements(browser: Browser, address: Address) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    db.session.expire_all()
    gc.collect()  # else it depends on the collector which rows the session still holds
    event.listen(db.engine, "before_cursor_execute", note)
    browser.get(address.path, query_string=address.sent)
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(not each.startswith("BEGIN") for each in seen)


@pytest.mark.parametrize("role", ROLES)
def test_pages_ask_the_database_seldom(app, world, role):
    counted = {each.endpoint: statements(Browser(app, world.users[role]), each) for each in pages(app, world, role)}
    assert {name: count for name, count in counted.items() if count > most_of(name)} == {}


def most_of(endpoint: str) -> int:
    return SNAPSHOT if endpoint.startswith("inspect.") else MORE.get(endpoint, MOST)
