"""What is measured: a community of 103 courtyards and one of 500, each with a published and a running month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bench.pages.town import PIN, make_town
from bench.scoring.province import MONTH
from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import publish
from webapp import clock
from webapp.cli.installation import prepare
from webapp.config import Settings
from webapp.extensions import db
from webapp.models import Community, Courtyard, User
from webapp.operations.set_pin import set_pin

LARGE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A community's addresses: `board` and `door` are paths, `household` the code that the PIN goes with."""

    courtyards: int
    board: str
    door: str
    household: str


def fill(settings: Settings) -> list[Place]:
    """The small community first."""
    app = prepare(settings)
    with app.app_context():
        make_town(2, LARGE)
        communities = db.session.query(Community).order_by(Community.id).all()
        _publish(communities[0])
        places = [_place(each) for each in communities]
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        db.engine.dispose()
    return places


def _publish(community: Community) -> None:
    """The other was published when it was made."""
    people = {role.name: user for user in _of(User, community) for role in user.roles}
    publish(people["staff"], people["oversight"])
    with clock.at(dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)):
        set_pin(people["staff"], household_of(_of(Courtyard, community)[0]), PIN)


def _place(community: Community) -> Place:
    yards = _of(Courtyard, community)
    code = household_of(yards[0]).code
    return Place(len(yards), f"/c/{community.slug}/{MONTH}/", f"/d/{yards[0].code}/", code)


def _of(model, community: Community) -> list:
    return db.session.query(model).filter_by(community_id=community.id).order_by(model.id).all()
