"""A month after its publication: final when the notice is over, settled when its points can be spent."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import account_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.users import make_user
from webapp import clock
from webapp.domain.months.cycle import NotAllowed
from webapp.extensions import db
from webapp.models import Courtyard, Month
from webapp.operations.confirm_month import confirm_month
from webapp.operations.finalise_month import finalise_month
from webapp.operations.publish_month import publish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.settle_month import settle_month
from webapp.queries.balances import balance_of

MONTH = "2026-10"
PUBLISHED = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)
LAST_DAY = PUBLISHED + dt.timedelta(days=5)
NEXT_DAY = LAST_DAY + dt.timedelta(days=1)


@pytest.fixture
def staff(app):
    """Of a community whose October is published: one courtyard with a deed of one point."""
    community = make_community()
    staff, overseer = make_user(community, "staff"), make_user(community, "oversight")
    make_deed(make_courtyard(community, "27"), dt.date(2026, 10, 6))
    with clock.at(PUBLISHED):
        score_month(staff, MONTH)
        review_month(staff, MONTH)
        confirm_month(overseer, MONTH)
        publish_month(staff, MONTH)
    return staff


def test_month_is_not_final_before_its_last_day_of_notice_is_past(staff):
    with clock.at(LAST_DAY), pytest.raises(NotAllowed, match="notice_running"):
        finalise_month(staff, MONTH)
    assert db.session.query(Month).one().state == "published"


def test_points_can_be_spent_only_once_the_month_is_settled(staff):
    account = account_of(db.session.query(Courtyard).one())
    with clock.at(NEXT_DAY):
        finalise_month(staff, MONTH)
        assert (balance_of(account).spendable, balance_of(account).waiting) == (0, 1)
        settle_month(staff, MONTH)
    assert (balance_of(account).spendable, balance_of(account).waiting) == (1, 0)


def test_settling_before_the_month_is_final_is_refused(staff):
    with clock.at(NEXT_DAY), pytest.raises(NotAllowed, match="wrong_state"):
        settle_month(staff, MONTH)
