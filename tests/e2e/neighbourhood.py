"""Five courtyards, two inspectors, two of the staff, one of oversight, one admin: small enough to work out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import make_settings
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.users import make_user, recuse
from webapp import clock, create_app
from webapp.cli.installation import prepare
from webapp.extensions import db
from webapp.models import Courtyard
from webapp.operations.set_pin import set_pin

NUMBERS = ("21", "23", "25", "27", "29")
HOLDERS = ("唐金水", "陈书远", "孙月娥", "何桂芳", "周玉梅")
PIN = "246813"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`codes` are the door plates by number; `household` is that of number 27."""

    folder: Path
    slug: str
    month: str
    codes: dict[str, str]
    household: str


def make_neighbourhood(folder: Path) -> Neighbourhood:
    """A migrated installation in `folder`; 27 has two deeds this month, of 1 and 2 points; 赵永福 keeps out of 21."""
    folder.mkdir()
    prepare(make_settings(folder))
    with create_app(make_settings(folder)).app_context():
        community = make_community()
        yards = {
            number: make_courtyard(community, number, holder) for number, holder in zip(NUMBERS, HOLDERS, strict=True)
        }
        make_user(community, "inspector", username="xuncha", name="王志远")
        make_user(community, "inspector", username="xuncha2", name="沈慧")
        for username in ("gongzuo", "gongzuo2"):
            make_user(community, "staff", username=username, name="刘芳")
        recuse(make_user(community, "oversight", username="jiandu", name="赵永福"), yards["21"])
        today = clock.today(community)
        make_deed(yards["27"], today.replace(day=1), "volunteering", 1)
        make_deed(yards["27"], today.replace(day=1), "activity", 2)
        household = household_of(yards["27"])
        set_pin(make_user(community, "staff", username="guitai"), household, PIN)
        made = Neighbourhood(
            folder=folder,
            slug=community.slug,
            month=f"{today:%Y-%m}",
            codes={number: yard.code for number, yard in yards.items()},
            household=household.code,
        )
        make_user(community, "admin", username="guanli", name="丁立夏")
        db.session.remove()
        db.engine.dispose()
    return made


def add_deeds(neighbourhood: Neighbourhood, number: str, points: Iterable[int]) -> None:
    """Activities of this month, one for each of `points`, beside the running server."""
    with create_app(make_settings(neighbourhood.folder)).app_context():
        yard = db.session.query(Courtyard).filter_by(number=number).one()
        first = dt.date.fromisoformat(f"{neighbourhood.month}-01")
        for each in points:
            make_deed(yard, first, "activity", each)
        db.session.remove()
        db.engine.dispose()
