"""Staff record a deed; what the rules do not allow is said in place, and nothing typed is lost."""

from __future__ import annotations

import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import TODAY, make_neighbourhood_today
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Deed


@pytest.fixture
def desk(app, scenes):
    with clock.at(TODAY):
        home = scenes.play(app, make_neighbourhood_today)
        yield Browser(app, make_user(home.community, "staff", name="记例"))


def account_in(page: str) -> str:
    return re.search(r'<option value="(\d+)"', page).group(1)


def test_recorded_deed_waits_for_somebody_else(desk):
    account = account_in(desk.get("/staff/deeds/new").text)
    said = {"account": account, "kind": "activity", "day": f"{TODAY:%Y-%m-%d}", "points": "2", "text": "植树"}
    assert desk.post("/staff/deeds/new", said).status_code == 303
    deed = db.session.query(Deed).filter_by(kind="activity").one()
    assert (deed.points, deed.state, deed.text) == (2, "waiting", "植树")
    page = desk.get("/staff/deeds/?recorded=1").text
    assert "等别的工作人员认定" in page
    assert "记例记的" in page


def test_points_outside_the_rule_are_refused_with_all_that_was_typed(desk):
    account = account_in(desk.get("/staff/deeds/new").text)
    said = {"account": account, "kind": "activity", "day": f"{TODAY:%Y-%m-%d}", "points": "9", "text": "植树"}
    answer = desk.post("/staff/deeds/new", said)
    assert answer.status_code == 422
    assert "分数不在规则的范围里" in answer.text
    assert 'value="植树"' in answer.text
    assert f'<option value="{account}" selected>' in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"account": "999999"}, "请选是谁的"),
        ({"account": "x"}, "请选是谁的"),
        ({"day": "someday"}, "日期要在一年以内"),
        ({"day": "2035-01-01"}, "日期要在一年以内"),
        ({"kind": "singing"}, "没有这一种"),
        ({"points": "-3"}, "分数不在规则的范围里"),
    ],
)
def test_form_that_can_not_be_is_answered_in_words(desk, changes, words):
    account = account_in(desk.get("/staff/deeds/new").text)
    said = {"account": account, "kind": "activity", "day": f"{TODAY:%Y-%m-%d}", "points": "2"} | changes
    answer = desk.post("/staff/deeds/new", said)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.query(Deed).filter_by(state="waiting").count() == 0
