"""Deeds logged by an inspector on the desk of the working group, and companions in a case."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import at, make_check
from tests.factories.courtyards import household_of, make_household
from tests.factories.entries import deliver, make_deed_entry
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Deed
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery

PAGE = "/staff/deeds/"


@pytest.fixture
def deed(office) -> Deed:
    entry = make_deed_entry(office.courtyards[0], deed="activity", points=2, note="<b>扫雪</b>")
    receive_delivery(Sender.of(office.inspector), clock.now_milliseconds(), deliver(entry))
    return db.session.query(Deed).one()


def test_staff_see_who_logged_it_and_accept_it_with_points_and_household(desk, office, deed):
    tenant = make_household(office.courtyards[0], "李秀英", kind="tenant")
    page = desk.get(PAGE).text
    assert "王志远巡查时记的" in page
    assert "&lt;b&gt;扫雪&lt;/b&gt;" in page
    assert page.index("何桂芳家") < page.index("李秀英家")
    form = {"deed": deed.id, "do": "accept", "points": "3", "household": tenant.id}
    assert desk.post(PAGE, form).status_code == 303
    db.session.expire_all()
    assert (deed.state, deed.points, deed.household_id) == ("accepted", 3, tenant.id)


def test_form_as_it_stands_credits_the_holder(desk, office, deed):
    page = desk.get(PAGE).text
    assert f'name="household" value="{household_of(office.courtyards[0]).id}"' in page
    form = {"deed": deed.id, "do": "accept", "points": "2", "household": household_of(office.courtyards[0]).id}
    assert desk.post(PAGE, form).status_code == 303
    assert db.session.get(Deed, deed.id).household_id == household_of(office.courtyards[0]).id


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"do": "accept", "points": "4"}, "分数不在规则的范围里"),
        ({"do": "accept", "points": "x"}, "分数不在规则的范围里"),
        ({"do": "accept", "household": "999999"}, "选一户"),
        ({"do": "accept", "household": "x"}, "选一户"),
        ({"do": "accept"}, "选一户"),
        ({"do": "refuse", "text": " "}, "写一句为什么不认定"),
    ],
)
def test_what_is_not_right_is_said_and_changes_nothing(desk, deed, form, words):
    answer = desk.post(PAGE, {"deed": deed.id, **form})
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.get(Deed, deed.id).state == "waiting"


def test_who_logged_it_sees_why_somebody_else_has_to_decide(app, office):
    both = make_user(office.community, "inspector", "staff")
    entry = make_deed_entry(office.courtyards[0])
    receive_delivery(Sender.of(both), clock.now_milliseconds(), deliver(entry))
    browser, deed = Browser(app, both), db.session.query(Deed).one()
    assert "要由别人认定" in browser.get(PAGE).text
    assert browser.post(PAGE, {"deed": deed.id, "do": "accept"}).status_code == 403
    assert db.session.get(Deed, deed.id).state == "waiting"


def test_withdrawn_deed_is_no_longer_on_the_desk(desk, office, deed):
    entry = make_deed_entry(office.courtyards[0], deed="activity", replaces=deed.uuid, withdrawn=True)
    receive_delivery(Sender.of(office.inspector), clock.now_milliseconds(), deliver(entry))
    assert "扫雪" not in desk.get(PAGE).text
    assert desk.post(PAGE, {"deed": deed.id, "do": "accept"}).status_code == 409


def test_case_names_who_came_along_and_a_companion_may_not_decide(app, desk, office):
    companion = make_user(office.community, "staff", name="沈慧")
    check = make_check(office.inspector, office.courtyards[1], at(dt.date(2026, 10, 6)), companions=[str(companion.id)])
    path = f"/staff/checks/{check.uuid}/"
    assert "同行：沈慧" in desk.get(path).text
    approve = {"do": "approve", "seen": "complete"}
    browser = Browser(app, companion)
    assert "自己同行的巡查，要由别人审" in browser.get(path).text
    assert browser.post(path, approve).status_code == 403
    browser.post(f"/staff/walks/{check.walk.uuid}/approve", {"check": check.uuid})
    db.session.expire_all()
    assert check.state == "complete"
    assert desk.post(path, approve).status_code == 303
