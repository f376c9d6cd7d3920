"""Points outstanding beside the money for goods."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import publish
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, FundEntry
from webapp.rulebooks import default_text

NOW = dt.datetime(2026, 11, 5, 2, tzinfo=dt.UTC)
RATED = default_text().split("\nexchange:")[0] + "\nexchange: {who: commended, rate: {points: 1, fen: 200}}\n"


@pytest.fixture
def desk(app):
    """Of a community whose October brought one deed of 3 points, worth 6 yuan."""
    community = make_community(rules=RATED)
    staff = make_user(community, "staff", name="钱例")
    make_deed(make_courtyard(community, "27"), dt.date(2026, 10, 6), kind="activity", points=3)
    publish(staff, make_user(community, "oversight"))
    with clock.at(NOW):
        yield Browser(app, staff)


def test_money_that_does_not_suffice_is_warned_of_until_it_does(desk):
    assert "还差6.00元" in desk.get("/staff/months/").text
    assert desk.post("/staff/budget/", {"yuan": "10", "what": "居委会拨款"}).status_code == 303
    page = desk.get("/staff/budget/").text
    assert "现在够，三个月后就不够了" in page
    assert "没花的积分3分，全换要6.00元；手里有10.00元" in page
    desk.post("/staff/budget/", {"yuan": "1,000.5", "what": "捐款"})
    assert "钱够。" in desk.get("/staff/budget/").text
    assert "不够" not in desk.get("/staff/months/").text
    assert db.session.query(AuditEvent).filter_by(action="funds_entered").count() == 2


def test_money_goes_out_by_an_entry_of_its_own(desk):
    desk.post("/staff/budget/", {"yuan": "100", "what": "拨款"})
    desk.post("/staff/budget/", {"yuan": "-20.05", "what": "买肥皂"})
    assert [entry.fen for entry in db.session.query(FundEntry).order_by(FundEntry.id)] == [100_00, -20_05]
    assert "79.95" in desk.get("/staff/budget/").text


@pytest.mark.parametrize(
    ("yuan", "what", "words"),
    [
        ("", "拨款", "请写一个数目"),
        ("0", "拨款", "请写一个数目"),
        ("1.234", "拨款", "请写一个数目"),
        ("5", " ", "是什么钱"),
    ],
)
def test_entry_that_says_nothing_is_refused_in_words(desk, yuan, what, words):
    answer = desk.post("/staff/budget/", {"yuan": yuan, "what": what})
    assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.query(FundEntry).count() == 0


def test_others_communities_money_is_not_shown(app, desk):
    desk.post("/staff/budget/", {"yuan": "100", "what": "拨款"})
    stranger = Browser(app, make_user(make_community("别处"), "staff"))
    assert "拨款" not in stranger.get("/staff/budget/").text
