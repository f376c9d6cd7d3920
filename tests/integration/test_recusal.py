"""回避: the own courtyard as long as one lives there, and those recorded for relatives."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.users import make_user, recuse
from webapp.extensions import db
from webapp.models import Membership
from webapp.queries.users import recused_courtyards

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2026, 10, 15)


@pytest.fixture
def user(app):
    return make_user(make_community(), "inspector")


def test_own_courtyard_is_recused_while_living_there_first_and_last_day_included(user):
    home = make_courtyard(user.community, "27")
    membership = db.session.query(Membership).filter_by(household_id=household_of(home).id).one()
    user.person_id, membership.since, membership.until = membership.person_id, FIRST, LAST
    db.session.commit()
    day = dt.timedelta(days=1)
    assert [recused_courtyards(user, each) for each in (FIRST, LAST)] == [{home.id}, {home.id}]
    assert [recused_courtyards(user, each) for each in (FIRST - day, LAST + day)] == [set(), set()]


def test_courtyards_of_relatives_are_recused_and_those_of_others_are_not(user):
    relatives, _others = make_courtyard(user.community, "27"), make_courtyard(user.community, "29")
    recuse(user, relatives)
    assert recused_courtyards(user, LAST) == {relatives.id}
