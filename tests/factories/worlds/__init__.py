"""A community in which every address of the app has something real to show, and who may come to it.

A part for each desk: what it makes it names at once, as the argument of those addresses that show it.
"""

from __future__ import annotations

from flask import Flask

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of, household_of
from tests.factories.neighbourhoods import MONTH, PIN, Neighbourhood
from tests.factories.users import make_device, make_user
from tests.factories.worlds import admin, community, deeds, goods, office, people, phone, privacy, walks
from tests.factories.worlds.world import CARD, PHONE, ROLES, World
from webapp.models import Household

__all__ = ["CARD", "PHONE", "ROLES", "World", "card_of", "make_world"]

PARTS = (walks, office, goods, deeds, phone, people, admin, community, privacy)


def make_world(app: Flask, home: Neighbourhood) -> World:
    """Around a published neighbourhood."""
    boss = make_user(home.community, "admin")
    device, token = make_device(home.inspector)
    yard = home.yards[0]
    world = World(
        home,
        {"inspector": home.inspector, "staff": home.staff, "oversight": home.oversight, "admin": boss},
        token,
        {
            "uuid": home.check.uuid,
            "check": home.check.uuid,
            "sha256": home.sha256,
            "size": "small",
            "name": MONTH,
            "month": MONTH,
            "account": account_of(yard).id,
            "version": 1,
            "code": yard.code,
            "slug": home.community.slug,
            "item": "W1",
            "paper": "a4",
            "what": "roster",
            "form": "csv",
            "public_id": device.public_id,
            "filename": "js/components/reload.js",
        },
    )
    for area in ("staff", "oversight"):
        world.name(f"{area}.courtyard_file", key=yard.id)
        world.name(f"{area}.household_file", key=household_of(yard).id)
    for part in PARTS:
        part.add(app, world)
    return world


def card_of(app: Flask, household: Household) -> Browser:
    """A browser in which the household's card is open."""
    browser = Browser(app)
    assert browser.post("/card/", {"code": household.code, "pin": PIN, "own": "1"}).status_code == 303
    return browser
