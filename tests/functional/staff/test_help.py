"""A sentence where a newcomer would be stuck."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.neighbourhoods import MONTH, PUBLISHED, make_neighbourhood
from tests.factories.users import make_user
from webapp import clock
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month

NOTHING_TO_CONFIRM = "还不用确认。"


@pytest.fixture
def unpublished(app):
    with clock.at(PUBLISHED):
        yield make_neighbourhood(published=False)


def test_a_month_that_oversight_has_leads_nobody_to_a_board_that_is_not_there(app, unpublished):
    score_month(unpublished.staff, MONTH)
    review_month(unpublished.staff, MONTH)
    page = Browser(app, unpublished.staff).get(f"/staff/months/{MONTH}/").text
    assert "送监督了，等他们确认或者退回。" in page
    assert f"/c/{unpublished.community.slug}/{MONTH}/" not in page


def test_oversight_reads_when_there_will_be_something_to_confirm(app, unpublished):
    oversight = Browser(app, unpublished.oversight)
    assert NOTHING_TO_CONFIRM in oversight.get(f"/oversight/months/{MONTH}/").text
    score_month(unpublished.staff, MONTH)
    review_month(unpublished.staff, MONTH)
    page = oversight.get(f"/oversight/months/{MONTH}/").text
    assert (NOTHING_TO_CONFIRM in page, "确认，交回公示" in page) == (False, True)


def test_who_looks_for_a_door_before_anything_is_published_reads_why_none_is_found(app, unpublished):
    assert "还没有公示过的月份。" in Browser(app, unpublished.staff).get("/staff/objections/?number=27").text


def test_bonuses_are_found_from_the_months_though_none_waits(app, unpublished):
    assert 'href="/staff/deeds/"' in Browser(app, unpublished.staff).get("/staff/months/").text


def test_phones_page_of_a_new_community_says_what_comes_first(app):
    page = Browser(app, make_user(make_community(), "staff")).get("/staff/devices/").text
    assert "在下面给巡查员一个登录码" in page
    assert "还没有巡查员的账号。请管理员先开。" in page
