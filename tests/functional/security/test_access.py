"""Every address, in every method it takes, as every role, as nobody, with an open card, with a phone's token, and as
somebody of another community: access.txt says for each who may.

To add an address: a line in access.txt with its endpoint and who may, roles or one of the words below; and where it has
an argument, a row to show in the part of tests/factories/worlds that it belongs to, with `world.name(endpoint, ...)`.
What its form must say to find anything goes to `world.sent`, an argument that names no row of a community to NAMES.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.neighbourhoods import make_neighbourhood
from tests.factories.users import make_device, make_user
from tests.factories.worlds import CARD, PHONE, ROLES, World, card_of, make_world

EVERYBODY, SIGNED_IN = "everybody", "signed-in"  # the latter with whatever role
PROMETHEUS = "prometheus"  # by a token of its own: test_metrics
TABLE = Path(__file__).with_name("access.txt")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
REFUSED = (401, 403, 404)
TUS = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
MONTHS, NUMBERS = {"month", "name"}, {"key", "account", "person", "version"}
# Fields of forms that name a row.
ROWS = {"account", "deed", "inspector"}
# Arguments that name no row of a community: a month, a file's form, an item of the checklist, a document's number,
# which every community counts for itself.
NAMES = MONTHS | {"what", "form", "size", "paper", "item", "version", "filename", "day", "number", "role"}


@dataclass(frozen=True, slots=True)
class Address:
    endpoint: str
    method: str
    path: str
    who: frozenset[str]
    arguments: frozenset[str]
    sent: dict[str, object]

    @property
    def names_a_row(self) -> bool:
        return bool(self.arguments - NAMES or ROWS & set(self.sent))


def table() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in TABLE.read_text().splitlines())
    return {endpoint: frozenset(ROLES if who == [SIGNED_IN] else who) for endpoint, *who in lines}


def addresses(world: World, app: Flask, role: str = "") -> Iterator[Address]:
    """What is only read comes first: forms change what there is. For a role they name what is its own."""
    may, adapter, found = table(), app.url_map.bind("localhost"), []
    for rule in app.url_map.iter_rules():
        values = world.values(rule.endpoint, rule.arguments, role)
        for method in set(METHODS) & (rule.methods or set()):
            path = adapter.build(rule.endpoint, values, method=method)
            found.append(
                Address(
                    rule.endpoint,
                    method,
                    path,
                    may[rule.endpoint],
                    frozenset(rule.arguments),
                    world.sent.get(rule.endpoint, {}),
                )
            )
    yield from sorted(found, key=lambda each: (METHODS.index(each.method), each.endpoint))


def ask(browser: Browser, address: Address) -> int:
    """The status of the answer, or 0 where it leads to signing in or to the card's door."""
    query = {"query_string": address.sent} if address.method == "GET" else {"data": address.sent}
    answer = (browser.get if address.method == "GET" else browser.post)(address.path, **query)
    to = answer.headers.get("Location", "").split("?")[0]
    # Who was let in and signed out by it, as by stopping the own phone, is led there too, with 303.
    asks = answer.status_code == 302 or (answer.status_code == 303 and not browser.is_signed_in)
    leads = to in ("/auth/sign-in", "/inspect/welcome/")
    return 0 if asks and leads and EVERYBODY not in address.who else answer.status_code


def is_let_in(address: Address, status: int) -> bool:
    """A page is shown; a form that says nothing may be refused, but neither for who sent it nor as unknown."""
    return 200 <= status < 400 or (address.method != "GET" and 400 <= status < 500 and status not in REFUSED)


def ask_as_phone(app: Flask, address: Address, token: str) -> int:
    headers = TUS | ({"Authorization": f"Bearer {token}"} if token else {})
    return app.test_client().open(address.path, method=address.method, headers=headers).status_code


@pytest.fixture
def world(app, home) -> World:
    return make_world(app, home)


def of_people(world: World, app: Flask, role: str = "") -> list[Address]:
    return [each for each in addresses(world, app, role) if each.who & set(ROLES)]


def test_table_names_every_address_and_nothing_else(app):
    assert set(table()) == {rule.endpoint for rule in app.url_map.iter_rules()}
    assert set().union(*table().values()) == {EVERYBODY, CARD, PHONE, PROMETHEUS, *ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_role_comes_where_it_may_and_nowhere_else(app, world, role):
    told = {}
    for address in of_people(world, app, role):
        status = ask(Browser(app, world.users[role]), address)
        if not (is_let_in(address, status) if role in address.who else status == 403):
            told[address.endpoint, address.method] = status
    assert told == {}


def test_nobody_and_an_open_card_are_sent_to_sign_in(app, world):
    card = card_of(app, world.home.household)
    for address in of_people(world, app):
        assert ask(Browser(app), address) == 0, address
        assert ask(card, address) == 0, address


def test_what_everybody_may_see_is_there_for_nobody(app, world):
    told = {}
    for address in addresses(world, app):
        if EVERYBODY in address.who:
            status = ask(Browser(app), address)
            if not is_let_in(address, status):
                told[address.endpoint, address.method] = status
    assert told == {}


def test_card_opens_what_is_the_household_s_and_nobody_else_does(app, world):
    for address in [each for each in addresses(world, app) if CARD in each.who]:
        assert is_let_in(address, ask(card_of(app, world.home.household), address)), address
        for browser in (Browser(app), *(Browser(app, user) for user in world.users.values())):
            answer = (browser.get if address.method == "GET" else browser.post)(address.path)
            assert (answer.status_code, answer.headers.get("Location")) == (302, "/card/"), address


def test_wire_takes_a_phone_s_token_and_nothing_else(app, world):
    """A method that it does not know says so to anybody."""
    wire = [each for each in addresses(world, app) if PHONE in each.who]
    for address in wire:
        assert ask_as_phone(app, address, "") in (401, 405, 412), address
        assert ask_as_phone(app, address, "no token") in (401, 405, 412), address
        known = ask_as_phone(app, address, world.token)
        assert known not in REFUSED, address
        assert known < 500, address
        for user in world.users.values():
            assert ask(Browser(app, user), address) in (401, 405, 412), address
    assert {401} == {ask_as_phone(app, each, "") for each in wire if each.endpoint in ("api.snapshot", "api.batches")}


def test_rows_of_another_community_are_not_there_for_anybody(app, world):
    """404, as if there were none: 403 would say that there is one."""
    elsewhere = make_neighbourhood("别的社区")
    strangers = {role: Browser(app, make_user(elsewhere.community, role)) for role in ROLES}
    _device, token = make_device(elsewhere.inspector)
    told = {}
    for address in addresses(world, app):
        if not address.names_a_row or address.who == {EVERYBODY}:
            continue
        for role in address.who & set(ROLES):
            told[address.endpoint, address.method, role] = ask(strangers[role], address)
        if PHONE in address.who and address.method == "PATCH":
            told[address.endpoint, address.method, PHONE] = ask_as_phone(app, address, token)
    assert {address: status for address, status in told.items() if status != 404} == {}
    assert len(told) > 50


def test_number_that_no_row_can_have_and_month_that_is_none_are_not_there(app, world):
    """Nor do they crash the page: the database can't even look such a number up."""
    told, adapter = {}, app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        role = next(iter(table()[rule.endpoint] & set(ROLES)), None)
        if role is None or "GET" not in rule.methods:
            continue
        odd = dict.fromkeys(rule.arguments & NUMBERS, 2**70) | dict.fromkeys(rule.arguments & MONTHS, "'")
        for name, value in odd.items():
            values = world.values(rule.endpoint, rule.arguments, role) | {name: value}
            path = adapter.build(rule.endpoint, values, method="GET")
            told[path] = Browser(app, world.users[role]).get(path).status_code
    assert {path: status for path, status in told.items() if status != 404} == {}
    assert len(told) > 30


def test_months_of_another_community_are_not_there(app, world):
    elsewhere, told = make_community("别的社区"), {}
    strangers = {role: Browser(app, make_user(elsewhere, role)) for role in ROLES}
    for address in addresses(world, app):
        if address.method == "GET" and address.arguments & MONTHS:
            told |= {(address.endpoint, role): ask(strangers[role], address) for role in address.who & set(ROLES)}
    assert {address: status for address, status in told.items() if status != 404} == {}
    assert len(told) > 5


def test_card_of_another_community_opens_nothing_of_this_one(app, world):
    other = make_neighbourhood("别的社区")
    address = f"/card/photos/{world.home.check.uuid}/{world.home.sha256}"
    assert card_of(app, world.home.household).get(address).status_code == 200
    assert card_of(app, other.household).get(address).status_code == 404
