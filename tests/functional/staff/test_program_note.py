"""The month's page says what the program did by itself, and what it will do and when."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Month
from webapp.operations.close_month import score_due_months
from webapp.operations.confirm_month import confirm_month
from webapp.operations.review_check import Decision, review_check
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.stop_month import stop_month

MONTH = "/staff/months/2026-10/"
FIRST = dt.datetime(2026, 11, 1, 2, tzinfo=dt.UTC)
DUE = dt.datetime(2026, 11, 4, 2, tzinfo=dt.UTC)
WILL_SCORE = "程序自动评分，最早11月4日"


@pytest.fixture
def decided(office):
    """All three checks of October are approved."""
    for check in office.checks:
        approve(office.staff, check)
    return office


def page(desk, when: dt.datetime) -> str:
    with clock.at(when):
        return desk.get(MONTH).text


def test_a_month_that_runs_promises_nothing_and_one_that_is_over_names_the_day(desk, decided):
    assert "自动评分" not in desk.get(MONTH).text
    assert WILL_SCORE in page(desk, FIRST)


def test_what_waits_for_a_decision_is_waited_for(desk, office):
    assert WILL_SCORE in page(desk, FIRST)
    with clock.at(DUE):
        score_due_months(office.community.id)
    assert WILL_SCORE in page(desk, DUE)


def test_who_scored_is_the_program_and_nobody_has_looked_yet(desk, decided):
    with clock.at(DUE):
        score_due_months(decided.community.id)
    shown = page(desk, DUE)
    assert "11月4日 程序<" in shown
    assert "11月4日程序自动算的，还没有复核" in shown
    assert "复核过了，送监督确认" in shown


def test_what_a_person_scored_says_so(desk, decided):
    with clock.at(DUE):
        score_month(decided.staff, "2026-10")
    shown = page(desk, DUE)
    assert "11月4日 刘芳" in shown
    assert "程序" not in shown


def test_a_draft_that_a_decision_opened_rests_until_the_next_day(desk, decided):
    with clock.at(DUE):
        score_due_months(decided.community.id)
        review_check(decided.staff, decided.checks[1].uuid, Decision("reopen", seen="approved"))
    assert "程序自动评分，最早11月5日" in page(desk, DUE)


def test_what_oversight_sent_back_is_not_promised(desk, decided):
    with clock.at(DUE):
        score_month(decided.staff, "2026-10")
        review_month(decided.staff, "2026-10")
        stop_month(make_user(decided.community, "oversight"), "2026-10", "31号没有查")
    assert "自动评分" not in page(desk, DUE)


def test_a_month_waits_for_the_one_before(desk, decided):
    db.session.add(Month(community_id=decided.community.id, name="2026-09", state="open", rule_version=1))
    db.session.commit()
    assert "2026年9月还没有评" in page(desk, DUE)


def test_oversight_reads_that_the_program_scored_and_may_still_confirm(app, desk, decided):
    with clock.at(DUE):
        score_due_months(decided.community.id)
        review_month(decided.staff, "2026-10")
        confirm_month(make_user(decided.community, "oversight"), "2026-10")
    assert db.session.query(Month.state).filter_by(name="2026-10").scalar() == "confirmed"
