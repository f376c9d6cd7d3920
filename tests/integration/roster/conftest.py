"""A neighbourhood whose October is published and whose November runs, and its administrator."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.neighbourhoods import TODAY, fault, make_neighbourhood
from tests.factories.users import make_user
from webapp import clock
from webapp.models import Community, Courtyard, Household, User
from webapp.queries.files import courtyard_by_id
from webapp.queries.roster_desk import seen_of_courtyard


@dataclass(frozen=True, slots=True)
class Village:
    """In November 27 lost a point and 29 was clean; of 31 nobody has seen anything."""

    community: Community
    inspector: User
    staff: User
    oversight: User
    admin: User
    yards: tuple[Courtyard, Courtyard, Courtyard]
    tenant: Household


def make_village() -> Village:
    home = make_neighbourhood()
    admin = make_user(home.community, "admin")
    for yard, faults in ((home.yards[0], {"W1": fault(note="纸箱")}), (home.yards[1], {})):
        approve(home.staff, make_check(home.inspector, yard, at(dt.date(2026, 11, 3)), faults))
    people = (home.inspector, home.staff, home.oversight, admin)
    return Village(home.community, *people, home.yards, home.tenant)


@pytest.fixture
def village(app, scenes):
    """On 5 November."""
    made = scenes.play(app, make_village)
    with clock.at(TODAY):
        yield made


def seen(courtyard: Courtyard) -> str:
    """What the page of this courtyard shows now."""
    found = courtyard_by_id(courtyard.community_id, courtyard.id)
    assert found is not None
    return seen_of_courtyard(found)
