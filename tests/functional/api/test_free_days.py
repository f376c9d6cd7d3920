"""Phones are told of the days without patrol that come, and the list says it of today."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_device, make_user, sign_in
from webapp import clock
from webapp.models import User
from webapp.operations.keep_calendar import enter_free_days, remove_free_days

TODAY = dt.date(2026, 10, 1)
NOW = dt.datetime(2026, 10, 1, 2, tzinfo=dt.UTC)
HOLIDAYS = {
    TODAY - dt.timedelta(days=1): "调休",
    TODAY: "国庆节",
    TODAY + dt.timedelta(days=14): "重阳节",
    TODAY + dt.timedelta(days=15): "以后的节",
}


@pytest.fixture
def inspector(app):
    with clock.at(NOW):
        user = make_user(make_community(), "inspector")
        make_courtyard(user.community, "27")
        yield user


@pytest.fixture
def admin(inspector) -> User:
    return make_user(inspector.community, "admin")


@pytest.fixture
def ask(client, inspector):
    bearer = {"Authorization": f"Bearer {make_device(inspector)[1]}"}

    def ask(since: object = None) -> dict:
        return client.get("/api/v1/snapshot", headers=bearer, query_string={"since": since} if since else {}).json

    return ask


def test_snapshot_holds_the_free_days_of_two_weeks(ask, admin):
    enter_free_days(admin, HOLIDAYS)
    assert ask()["free_days"] == [{"day": "2026-10-01", "name": "国庆节"}, {"day": "2026-10-15", "name": "重阳节"}]


def test_free_days_of_another_community_are_not_told(ask, inspector):
    enter_free_days(make_user(make_community("other"), "admin"), HOLIDAYS)
    assert ask()["free_days"] == []


def test_phone_learns_of_a_day_entered_renamed_or_removed_since(ask, admin):
    cursor = ask()["cursor"]
    for change in (
        lambda: enter_free_days(admin, {TODAY: "国庆节"}),
        lambda: enter_free_days(admin, {TODAY: "国庆"}),
        lambda: remove_free_days(admin, [TODAY]),
    ):
        change()
        told = ask(cursor)
        assert "since" not in told, "the whole is told"
        assert told["cursor"] > cursor
        cursor = told["cursor"]
    assert told["free_days"] == []


def test_same_calendar_again_is_no_change(ask, admin):
    enter_free_days(admin, HOLIDAYS)
    cursor = ask()["cursor"]
    enter_free_days(admin, HOLIDAYS)
    remove_free_days(admin, [dt.date(2027, 1, 1)])
    assert ask(cursor)["cursor"] == cursor


def test_list_says_that_today_is_free_and_may_be_walked(client, inspector, admin):
    sign_in(client, inspector)
    assert "不安排巡查" not in client.get("/inspect/").text
    enter_free_days(admin, HOLIDAYS)
    assert "今天是国庆节，社区不安排巡查。要查也可以。" in client.get("/inspect/").text
    with clock.at(NOW + dt.timedelta(days=1)):
        assert "不安排巡查" not in client.get("/inspect/").text


def test_list_says_it_in_english_too(client, inspector, admin):
    enter_free_days(admin, HOLIDAYS)
    sign_in(client, inspector)
    client.set_cookie("language", "en")
    assert "Today is 国庆节: the community plans no patrol. You may check all the same." in client.get("/inspect/").text
