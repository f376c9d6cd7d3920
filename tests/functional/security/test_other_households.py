"""Nothing of another household is reachable with a card, in its own community or elsewhere.

Every address of the card is asked with every id of everybody else, whatever it is an id of. To add an address with an
argument of another name: a line in BELONG, with what it names; the test asks for nothing less.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

from tests.factories.accounts import make_family, open_account
from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.checks import make_photo
from tests.factories.courtyards import account_of, household_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import MONTH, TODAY, Neighbourhood, jpeg, make_neighbourhood
from tests.factories.objections import taken
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Deed, DeedPhoto, Household, Photo
from webapp.models.types import DIGEST, UUID

HERE = "/card/"
# What a household has in common with all others: it may be asked for and shows nothing of them.
# A publication's number counts those of the month: it is the same for everybody.
COMMON = {"month", "number", "name", "item", "size", "paper", "filename", "slug"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
MOST = 2000  # addresses of one rule
WORDS = "别家的事"


@pytest.fixture
def elsewhere(home) -> Neighbourhood:
    """Another community, of which everything is foreign."""
    foreign = make_neighbourhood("别的社区")
    furnish(foreign, foreign.yards[0])
    return foreign


@pytest.fixture
def own(home, elsewhere) -> Household:
    """The household of 27; of all others there is something of every kind."""
    furnish(home, home.yards[1])
    furnish(home, home.yards[2])
    family = make_family(home.community, "3栋2单元501", "赵立本")
    open_account(family)
    return household_of(home.yards[0])


def furnish(home: Neighbourhood, yard) -> None:
    """A claim with a photo, and an objection."""
    sha256 = make_photo(home.community, jpeg(f"{home.community.name}{yard.number} claim"))
    claimant = household_of(yard).id
    deed = make_deed(yard, dt.date(2026, 10, 12), text=WORDS, state="waiting", came_by="claim", claimed_by=claimant)
    db.session.add(DeedPhoto(community_id=home.community.id, deed_id=deed.id, sha256=sha256, position=0))
    db.session.commit()
    with clock.at(TODAY):
        taken(home.staff, yard, MONTH, "score", WORDS)


def rules(app: Flask) -> list[Rule]:
    """Of the card: all that lie below its address, whichever blueprint they are of."""
    found = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(HERE)]
    return sorted(found, key=lambda rule: rule.rule)


def foreign_keys(own: Household) -> dict[str, list[object]]:
    """By kind of value: what rows that are not of this household are called, out of every table."""
    mine = names_of(own)
    numbers: set[int] = set()
    texts: dict[int, set[str]] = {DIGEST: set(), UUID: set()}
    for table in db.metadata.tables.values():
        if table.name in ("alembic_version", "received_entry", "ledger_entry", "change", "audit_event"):
            continue
        for row in db.session.execute(text(f"SELECT * FROM {table.name}")).mappings():
            if isinstance(row.get("id"), int):
                numbers.add(row["id"])
            for column in table.columns:
                length, value = getattr(column.type, "length", None), row[column.name]
                if length in texts and isinstance(value, str) and value and value not in mine:
                    texts[length].add(value)
    return {"number": sorted(numbers), "digest": sorted(texts[DIGEST]), "uuid": sorted(texts[UUID])}


def names_of(own: Household) -> set[str]:
    """Hashes and ids of its own."""
    community, yard = own.community_id, own.courtyard_id
    checks = db.session.query(Check).filter_by(community_id=community, courtyard_id=yard).all()
    deeds = db.session.query(Deed).filter_by(community_id=community, courtyard_id=yard).all()
    photos = {photo.sha256 for check in checks for photo in check.photos}
    photos |= {photo.sha256 for deed in deeds for photo in deed.photos}
    return {check.uuid for check in checks} | {check.walk.uuid for check in checks} | photos


def values_for(rule: Rule, argument: str, foreign: Mapping[str, Sequence[object]]) -> Sequence[object]:
    """What this argument of this rule is tried with. An unknown converter or name fails the test."""
    if argument in COMMON:
        return {"month": [MONTH], "number": [1], "name": [MONTH], "size": ["large"]}.get(argument, ["none"])
    converter = rule._converters[argument]
    if isinstance(converter, IntegerConverter):
        return foreign["number"]
    if isinstance(converter, UUIDConverter):
        return [uuid.UUID(each) for each in foreign["uuid"] if _is_uuid(str(each))]
    belongs = BELONG.get(argument)
    assert belongs, f"{rule.rule}: say in BELONG what <{argument}> names, and give the world one of another household"
    return foreign[belongs]


BELONG = {"sha256": "digest", "uuid": "uuid", "check": "uuid", "token": "uuid", "key": "uuid", "code": "uuid"}


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


def addresses(app: Flask, rule: Rule, foreign: Mapping[str, Sequence[object]]) -> Iterator[str]:
    arguments = sorted(rule.arguments)
    tried = product(*(values_for(rule, each, foreign) for each in arguments))
    adapter = app.url_map.bind("localhost")
    method = next(method for method in METHODS if method in (rule.methods or ()))
    for values in islice(tried, MOST):
        yield adapter.build(rule.endpoint, dict(zip(arguments, values, strict=True)), method=method)


def marks(home: Neighbourhood, elsewhere: Neighbourhood) -> list[str]:
    """What would betray another household: codes, ids, hashes, names in full, words."""
    yards = [*home.yards[1:], *elsewhere.yards]
    households = db.session.query(Household).filter(Household.id != home.household.id)
    named = [each.code for each in households]
    checks = [check for yard in yards for check in db.session.query(Check).filter_by(courtyard_id=yard.id)]
    photos = [photo.sha256 for check in checks for photo in check.photos]
    return [*named, *(check.uuid for check in checks), *photos, "欧阳兰", "王小明", "赵立本", "李秀英", WORDS]


def answers(browser: Browser, rule: Rule, address: str) -> Iterator[tuple[str, int, str]]:
    for method in set(METHODS) & (rule.methods or set()):
        answer = browser.get(address) if method == "GET" else browser.post(address, {"token": str(uuid.uuid4())})
        yield method, answer.status_code, answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""


def test_no_address_of_the_card_shows_or_does_anything_of_another_household(app, home, own, elsewhere):
    """Every number is tried, own ones too: a page that shows the own row must still show nothing foreign."""
    card, foreign, betraying = open_card(app, home.staff, own), foreign_keys(own), marks(home, elsewhere)
    before = kept_of_others(own)
    told, asked = {}, 0
    for rule in rules(app):
        if rule.endpoint == "resident.close":
            continue
        for address in addresses(app, rule, foreign):
            for method, status, page in answers(card, rule, address):
                asked += 1
                shown = [mark for mark in betraying if mark in page and mark not in address]  # it says what was asked
                if status >= 500 or shown:
                    told[method, address] = status, shown
    assert told == {}
    assert asked > 20
    assert kept_of_others(own) == before


def test_every_id_of_others_in_an_address_without_common_arguments_is_not_there(app, home, own):
    """As if there were none: neither an answer nor another refusal than that of an id that nobody has."""
    card, foreign = open_card(app, home.staff, own), foreign_keys(own)
    told = {}
    for rule in rules(app):
        kinds = {type(rule._converters[name]).__name__ for name in rule.arguments - COMMON}
        if not kinds - {"IntegerConverter"} or "GET" not in (rule.methods or ()):
            continue
        for address in addresses(app, rule, foreign):
            status = card.get(address).status_code
            if status != 404:
                told[address] = status
    assert told == {}


def test_everything_of_others_is_tried(app, own, elsewhere):
    """The test would pass for nothing if it knew none of their ids."""
    foreign = foreign_keys(own)
    photos = {sha256 for (sha256,) in db.session.query(Photo.sha256)} - names_of(own)
    assert photos <= set(foreign["digest"])
    assert len(photos) >= 4
    assert elsewhere.check.uuid in foreign["uuid"]
    assert {each for (each,) in db.session.query(Household.id)} <= set(foreign["number"])
    tried = {address for rule in rules(app) for address in addresses(app, rule, foreign)}
    assert any(elsewhere.sha256 in address for address in tried)


def test_the_same_addresses_lead_to_the_door_without_a_card(app, home, own):
    foreign, browser = foreign_keys(own), Browser(app)
    for rule in rules(app):
        if rule.arguments - COMMON:
            for address in islice(addresses(app, rule, foreign), 20):
                for method, status, _page in answers(browser, rule, address):
                    assert status in (302, 303, 404), (method, address)


def kept_of_others(own: Household) -> dict[str, list[tuple]]:
    """The rows of other households, their courtyards and accounts: nothing that a card sends may change them."""
    account = account_of(db.session.get_one(Household, own.id).courtyard).id
    asked = {
        "deed": "household_id <> :home",
        "household": "id <> :home",
        "objection": "account_id <> :account",
        "help_task": "household_id <> :home",
        "redemption": "account_id <> :account",
        "reservation": "account_id <> :account",
    }
    values = {"home": own.id, "account": account}
    return {
        table: [
            tuple(row)
            for row in db.session.execute(
                text(f"SELECT * FROM {table} WHERE {where} ORDER BY id"),
                {name: value for name, value in values.items() if f":{name}" in where},
            )
        ]
        for table, where in asked.items()
    }


def test_pages_of_the_card_are_not_to_be_indexed_and_carry_no_name_in_their_address(app, home, own):
    card = open_card(app, home.staff, own)
    for address in ("/card/", f"/card/months/{MONTH}/", f"/card/photos/{home.check.uuid}/{home.sha256}"):
        answer = card.get(address)
        assert answer.headers["X-Robots-Tag"] == "noindex", address
        assert "no-store" in answer.headers["Cache-Control"] or "private" in answer.headers["Cache-Control"], address
    page = card.get("/card/").text
    for name in ("何桂芳", own.code):
        assert f"/{name}" not in page
        assert f"={name}" not in page


def test_fault_of_the_world_would_be_found(app, home, own, elsewhere):
    """The marks stand where they may stand: on the desk."""
    desk = Browser(app, home.staff).get(f"/staff/checks/{home.other_check.uuid}/").text
    assert [mark for mark in marks(home, elsewhere) if mark in desk]
