"""What pages are measured over: many communities alike, and a large one with a settled and a running month."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from sqlalchemy import update

from bench.scoring.province import MONTH, approve_all, make_province, walk
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.goods import make_good
from tests.factories.neighbourhoods import publish
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Community, Courtyard, Walk
from webapp.operations.finalise_month import finalise_month
from webapp.operations.set_pin import set_pin
from webapp.operations.settle_month import settle_month

TODAY = dt.date(2026, 11, 26)
PIN = "246813"
WALKS_OF_OCTOBER = (1, 8, 15, 22, 29)
WALKS_OF_NOVEMBER = (2, 9, 16, 23)
ROLES = ("inspector", "staff", "oversight", "admin")


@dataclass(frozen=True, slots=True)
class Town:
    """`slug` and `waiting`, the uuid of the walk that nobody has reviewed, are of the large community."""

    slug: str
    household: str
    waiting: str


def make_town(communities: int, courtyards: int, seed: int = 1) -> Town:
    """The people of the large community are called like their roles."""
    chance = random.Random(seed)
    make_province(communities - 1)
    community = make_community("大社区")
    people = {role: make_user(community, role, username=role) for role in ROLES}
    yards = [make_courtyard(community, str(number)) for number in range(1, courtyards + 1)]
    for day in WALKS_OF_OCTOBER:
        walk(people["inspector"], yards, dt.date(2026, 10, day), chance)
    _credit(yards, dt.date(2026, 10, 1), chance)
    approve_all(community)
    publish(people["staff"], people["oversight"])
    with clock.at(dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)):
        finalise_month(people["staff"], MONTH)
        settle_month(people["staff"], MONTH)
        for name in ("纸巾", "食用油", "洗衣液"):
            make_good(people["staff"], name)
        set_pin(people["staff"], household_of(yards[0]), PIN)
    for day in WALKS_OF_NOVEMBER:
        if day == WALKS_OF_NOVEMBER[-1]:
            approve_all(community)
        walk(people["inspector"], yards, dt.date(2026, 11, day), chance)
    _credit(yards, dt.date(2026, 11, 1), chance)
    return Town(community.slug, household_of(yards[0]).code, _one_walk(community).uuid)


def _one_walk(community: Community) -> Walk:
    """All checks of the last day, of which each has a walk of its own, in one: the queue that staff open."""
    latest = db.session.query(Walk).filter_by(community_id=community.id).order_by(Walk.id.desc()).first()
    assert latest is not None
    last_day = (Check.community_id == community.id) & (Check.day == latest.day)
    db.session.execute(update(Check).where(last_day).values(walk_id=latest.id))
    db.session.commit()
    return latest


def _credit(yards: list[Courtyard], first: dt.date, chance: random.Random) -> None:
    for yard in yards:
        make_deed(yard, first + dt.timedelta(days=chance.randrange(25)))
