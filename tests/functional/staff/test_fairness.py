"""The figures of fairness of a month, each with what it says."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import approve, at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import fault
from tests.factories.users import make_user
from webapp import clock
from webapp.operations.score_month import score_month

AFTER = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)


@pytest.fixture
def staff(app):
    """Of a community in which two inspectors checked six courtyards in one week: the second found every fault twice."""
    community = make_community()
    staff = make_user(community, "staff")
    one, other = make_user(community, "inspector", name="甲例"), make_user(community, "inspector", name="乙例")
    for number in range(1, 7):
        courtyard = make_courtyard(community, str(number))
        faults = {"W1": fault()} if number < 4 else {}
        approve(staff, make_check(one, courtyard, at(dt.date(2026, 10, 6)), faults))
        approve(staff, make_check(other, courtyard, at(dt.date(2026, 10, 8)), faults | {"O1": fault()}))
        if number == 1:
            make_deed(courtyard, dt.date(2026, 10, 6), points=5)
    with clock.at(AFTER):
        score_month(staff, "2026-10")
    return staff


def test_page_says_how_two_inspectors_agree_and_who_got_the_bonuses(app, staff):
    with clock.at(AFTER):
        page = Browser(app, staff).get("/staff/months/2026-10/fairness/").text
    assert "甲例、乙例" in re.sub("<[^>]+>", "", page)
    # 60 items judged by both: 3 faults seen by both, 6 by the second alone. Observed 54/60, expected 0.815: κ 0.46.
    assert [">60<" in page, ">54<" in page, ">0.46<" in page] == [True] * 3
    assert "有的一致" in page
    assert "一半以上的加分给了十分之一的户" in page
    assert "查得太少，看不出来" in page


def test_oversight_reads_it_too_and_nobody_else(app, staff):
    with clock.at(AFTER):
        oversight = Browser(app, make_user(staff.community, "oversight"))
        assert oversight.get("/oversight/months/2026-10/fairness/").status_code == 200
        assert (
            Browser(app, make_user(staff.community, "admin")).get("/staff/months/2026-10/fairness/").status_code == 403
        )
        stranger = Browser(app, make_user(make_community("别处"), "staff"))
        assert stranger.get("/staff/months/2026-10/fairness/").status_code == 404
