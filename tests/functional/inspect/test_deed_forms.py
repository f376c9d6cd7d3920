"""A good deed without JavaScript: a plain form, logged by the same operation as the wire."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Community, Deed, ReceivedEntry


@pytest.fixture
def inspector(app):
    return make_user(make_community(), "inspector")


@pytest.fixture
def courtyard(inspector):
    return make_courtyard(inspector.community, "27")


@pytest.fixture
def browser(app, inspector):
    return Browser(app, inspector)


def form_of(browser, courtyard, query: str = "") -> dict[str, str]:
    page = browser.get(f"/inspect/courtyards/{courtyard.code}/deed/{query}").text
    fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    today = clock.today(_community(courtyard)).isoformat()
    return fields | {"deed": "activity", "points-activity": "2", "happened_on": today, "note": " 扫雪\r\n "}


def _community(courtyard) -> Community:
    return db.session.get_one(Community, courtyard.community_id)


def post(browser, courtyard, fields: dict):
    return browser.post(f"/inspect/courtyards/{courtyard.code}/deed/", fields)


def test_form_logs_a_waiting_deed_and_offers_to_take_it_back(browser, inspector, courtyard):
    answer = post(browser, courtyard, form_of(browser, courtyard))
    deed = db.session.query(Deed).one()
    assert answer.headers["Location"] == f"/inspect/courtyards/{courtyard.code}/?deed={deed.uuid}"
    assert (deed.state, deed.points, deed.text, deed.logged_by) == ("waiting", 2, "扫雪", inspector.id)
    assert f"/inspect/deeds/{deed.uuid}/withdraw/" in browser.get(answer.headers["Location"]).text
    assert "扫雪" in browser.get("/inspect/outbox/").text


def test_form_sent_twice_is_one_deed(browser, courtyard):
    fields = form_of(browser, courtyard)
    first, second = post(browser, courtyard, fields), post(browser, courtyard, fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.query(Deed).count() == db.session.query(ReceivedEntry).count() == 1


def test_taken_back_once_and_not_when_it_is_decided(browser, courtyard):
    for _ in range(2):
        post(browser, courtyard, form_of(browser, courtyard))
    first, second = db.session.query(Deed).order_by(Deed.id)
    path = f"/inspect/deeds/{first.uuid}/withdraw/"
    assert [browser.post(path).status_code for _ in range(2)] == [303, 409]
    second.state = "accepted"
    db.session.commit()
    assert browser.post(f"/inspect/deeds/{second.uuid}/withdraw/").status_code == 409
    assert [deed.state for deed in db.session.query(Deed).order_by(Deed.id)] == ["withdrawn", "accepted", "withdrawn"]


def test_what_cannot_be_right_is_said_in_place_and_kept_in_the_form(browser, courtyard):
    tomorrow = (clock.today(_community(courtyard)) + dt.timedelta(days=1)).isoformat()
    for wrong in (
        {"deed": "singing"},
        {"points-activity": "9"},
        {"happened_on": tomorrow},
        {"happened_on": "٢٠٢٦-٠١-٠١"},
    ):
        answer = post(browser, courtyard, form_of(browser, courtyard) | {"note": "<b>扫雪</b>"} | wrong)
        assert answer.status_code == 422, wrong
        assert "还没有记下" in answer.text
        assert "&lt;b&gt;扫雪&lt;/b&gt;</textarea>" in answer.text
    assert db.session.query(Deed).count() == 0


def test_recused_unknown_and_foreign_courtyards_are_closed(browser, inspector, courtyard):
    foreign = make_courtyard(make_community("别的社区"))
    own = make_courtyard(inspector.community)
    recuse(inspector, own)
    for yard, status in ((own, 403), (foreign, 404)):
        path = f"/inspect/courtyards/{yard.code}/deed/"
        assert browser.get(path).status_code == status
        assert browser.post(path, form_of(browser, courtyard)).status_code == status
    assert db.session.query(Deed).count() == 0


def test_deed_of_a_colleague_is_not_there(app, browser, inspector, courtyard):
    post(browser, courtyard, form_of(browser, courtyard))
    colleague = Browser(app, make_user(inspector.community, "inspector"))
    assert colleague.post(f"/inspect/deeds/{db.session.query(Deed).one().uuid}/withdraw/").status_code == 404
    assert "扫雪" not in colleague.get("/inspect/outbox/").text


def test_companions_are_for_phones_and_the_page_says_so(browser, inspector):
    make_user(inspector.community, "staff", name="沈慧")
    page = browser.get("/inspect/companions/").text
    assert "这个浏览器记不住同行的人" in page
    assert "沈慧" in page
    assert browser.post("/inspect/companions/", {"along": "1"}).status_code == 303
    assert "to-companions" not in browser.get("/inspect/").text
