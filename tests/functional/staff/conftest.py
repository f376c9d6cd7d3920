"""A community whose inspector delivered one walk, and the browsers of its office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import make_uuid7, photo_claim
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user
from webapp import clock
from webapp.models import Check, Community, Courtyard, User

TODAY = at(dt.date(2026, 10, 7), 12)


@dataclass
class Office:
    """`checks`: 27 has a fault with a photo, 29 is clean, 31 a fault without a photo; all in one walk."""

    community: Community
    inspector: User
    staff: User
    courtyards: list[Courtyard]
    checks: list[Check]
    sha256: str


@pytest.fixture
def today(app):
    with clock.at(TODAY):
        yield TODAY


@pytest.fixture
def office(app, today, scenes) -> Office:
    return scenes.play(app, make_office)


def make_office() -> Office:
    community = make_community()
    inspector = make_user(community, "inspector", name="王志远")
    staff = make_user(community, "staff", name="刘芳")
    holders = {"27": "何桂芳", "29": "周玉梅", "31": "唐金水"}
    courtyards = [make_courtyard(community, number, holder) for number, holder in holders.items()]
    data = make_jpeg()
    sha256 = make_photo(community, data)
    fault = {"result": "fault", "phrases": ["门口有垃圾"], "note": "纸箱"}
    faults = [{"W1": {**fault, "photos": [photo_claim(sha256, len(data))]}}, None, {"O1": fault}]
    walk = make_uuid7(clock.milliseconds(at(dt.date(2026, 10, 5), 9)))
    checks = [
        make_check(inspector, courtyard, at(dt.date(2026, 10, 5), 10 + place), faults[place], walk=walk)
        for place, courtyard in enumerate(courtyards)
    ]
    return Office(community, inspector, staff, courtyards, checks, sha256)


@pytest.fixture
def desk(app, office) -> Browser:
    return Browser(app, office.staff)
