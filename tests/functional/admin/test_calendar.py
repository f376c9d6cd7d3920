"""Days without patrol: entered by the administrator, shown where weeks are counted."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import make_neighbourhood
from webapp.extensions import db
from webapp.models import AuditEvent, CalendarDay

HOLIDAY = {"lines": "2026-10-12至2026-10-13 重阳"}


def days() -> list[tuple[dt.date, str]]:
    return [(each.day, each.name) for each in db.session.query(CalendarDay).order_by(CalendarDay.day)]


def test_days_are_entered_once_however_often_they_are_sent(desk):
    assert "还没有写过" in desk.get("/admin/calendar/").text
    answer = desk.post("/admin/calendar/", HOLIDAY)
    assert "有2天" in desk.get(answer.location).text
    desk.post("/admin/calendar/", HOLIDAY)
    desk.post("/admin/calendar/", {"lines": "2026-10-13 重阳节"})
    assert days() == [(dt.date(2026, 10, 12), "重阳"), (dt.date(2026, 10, 13), "重阳节")]
    assert db.session.query(AuditEvent).filter_by(action="free_days_entered").count() == 2


@pytest.mark.parametrize(("lines", "words"), [("2026-10-01 国庆节\n明天", "第2行看不懂"), (" \n", "还没有写哪一天")])
def test_what_can_t_be_read_comes_back_and_nothing_is_entered(desk, lines, words):
    answer = desk.post("/admin/calendar/", {"lines": lines})
    assert answer.status_code == 422
    assert words in answer.text
    assert lines.strip() in answer.text
    assert days() == []


def test_days_are_taken_out_and_taking_them_out_again_does_nothing(desk):
    desk.post("/admin/calendar/", HOLIDAY)
    for count in (1, 0):
        answer = desk.post("/admin/calendar/remove", {"day": ["2026-10-12"]})
        assert f"去掉了{count}天" in desk.get(answer.location).text
    assert days() == [(dt.date(2026, 10, 13), "重阳")]
    assert desk.post("/admin/calendar/remove", {"day": ["gestern"]}).status_code == 303


def test_the_month_desk_counts_weeks_and_misses_nothing_in_a_week_with_a_free_day(app, desk, home):
    staff, oversight = Browser(app, home.staff), Browser(app, home.oversight)
    page = staff.get("/staff/months/2026-10/").text
    assert "10月5日到10月11日，2/3户" in page
    assert page.count("漏了3户") == 3
    desk.post("/admin/calendar/", HOLIDAY)
    page = staff.get("/staff/months/2026-10/").text
    assert "重阳，不算漏查" in page
    assert page.count("漏了3户") == 2
    assert "重阳，不算漏查" in oversight.get("/oversight/months/2026-10/").text


def test_another_community_has_its_own_days(app, desk):
    desk.post("/admin/calendar/", HOLIDAY)
    other = make_neighbourhood("邻社区")
    assert "重阳" not in Browser(app, other.staff).get("/staff/months/2026-10/").text
