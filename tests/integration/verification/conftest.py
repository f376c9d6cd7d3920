"""A community with two published months, and the ways to look for differences in it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import Neighbourhood, fault, make_neighbourhood, publish
from webapp.domain.months.verification import Difference
from webapp.extensions import db
from webapp.models import Community
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts

DECEMBER = dt.datetime(2026, 12, 4, 2, tzinfo=dt.UTC)


def make_two_months() -> Neighbourhood:
    """October as the neighbourhood has it; in November 27 lost a point and earned one, 29 was clean."""
    home = make_neighbourhood()
    for yard, faults in ((home.yards[0], {"W1": fault(note="纸箱")}), (home.yards[1], {})):
        approve(home.staff, make_check(home.inspector, yard, at(dt.date(2026, 11, 10)), faults))
    make_deed(home.yards[0], dt.date(2026, 11, 12), text="清扫巷道")
    publish(home.staff, home.oversight, "2026-11", DECEMBER)
    return home


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    return scenes.play(app, make_two_months)


def differences(counts: Counts | None = None, **scope) -> list[Difference]:
    """All of the only community's, or of the first one's."""
    key = db.session.query(Community.id).order_by(Community.id).first()[0]
    return list(community_differences(key, Scope(**scope), counts or Counts(), lambda done, total: None))
