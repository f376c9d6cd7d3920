"""Oversight recomputes a month as a job, and staff and oversight any one score at once."""

from __future__ import annotations

import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of
from tests.factories.jobs import work_off
from tests.factories.neighbourhoods import MONTH, TODAY, make_neighbourhood, make_neighbourhood_today
from tests.factories.tampering import tamper
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent

PAGE = "/oversight/verify/"


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def oversight(app, home) -> Browser:
    return Browser(app, home.oversight)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def run(app, browser: Browser) -> str:
    """Start the job, see it wait, run it, and read what came of it."""
    started = browser.post(PAGE, {"month": MONTH})
    assert started.status_code == 303
    waiting = browser.get(started.headers["Location"])
    assert "排着队" in waiting.text
    assert started.headers["Location"] in waiting.text
    work_off(app)
    db.session.rollback()  # the job has written in a transaction of its own
    done = browser.get(started.headers["Location"])
    assert (done.status_code, done.headers["Location"]) == (303, f"{PAGE}?month={MONTH}")
    return words(browser.get(done.headers["Location"]).text)


def test_month_that_holds_is_said_to_hold_with_what_was_looked_at(app, oversight, home):
    assert "还没有重算过" in oversight.get(PAGE).text
    page = run(app, oversight)
    assert "都对得上 规则1版、账6笔、兑换0次、公示1次、1个月、得分3个、原文4份、照片2张" in page
    assert home.oversight.name in page
    [event] = db.session.query(AuditEvent).filter_by(action="month_verified").all()
    assert (event.actor_id, event.reference, event.details["differences"]) == (home.oversight.id, MONTH, 0)


def test_what_differs_is_told_with_the_way_to_the_score(app, oversight, home):
    account = account_of(home.yards[0]).id
    tamper("UPDATE score SET total = 20 WHERE account_id = :account", account=account)
    page = run(app, oversight)
    assert "1处对不上 2026-10，石阶巷27号院，得分，合计：应该是12，现在是20" in page
    link = f"/oversight/months/{MONTH}/accounts/{account}/again/"
    assert link in oversight.get(PAGE).text
    assert "重算的和留存的不一样" in oversight.get(link).text


def test_audit_trail_holds_nobodys_words(app, oversight, home):
    tamper("UPDATE deed SET text = '王小明的善事' WHERE kind = 'suggestion'")
    page = run(app, oversight)
    assert "bonus suggestion note" in page
    [event] = db.session.query(AuditEvent).filter_by(action="month_verified").all()
    assert "善事" not in str(event.details)
    assert "路灯" not in str(event.details)


def test_month_that_is_not_published_can_not_be_asked_for(oversight):
    assert oversight.post(PAGE, {"month": "2026-11"}).status_code == 400


def test_job_of_another_community_is_not_shown(app, oversight, home):
    started = oversight.post(PAGE, {"month": MONTH}).headers["Location"]
    other = Browser(app, make_neighbourhood("另一个社区").oversight)
    assert other.get(started).status_code == 404
    assert oversight.get(f"{PAGE}{MONTH}/none/").status_code == 404


@pytest.mark.parametrize("area", ["staff", "oversight"])
def test_score_is_recomputed_beside_the_kept_one(app, home, area):
    browser, account = Browser(app, getattr(home, area)), account_of(home.yards[0]).id
    page = f"/{area}/months/{MONTH}/accounts/{account}/"
    assert f"{page}again/" in browser.get(page).text
    again = words(browser.get(f"{page}again/").text)
    assert "重算的和留存的一样" in again
    assert again.count("合计 12") == 2


def test_score_that_was_changed_is_shown_beside_what_it_should_be(app, home):
    account = account_of(home.yards[0]).id
    tamper("UPDATE deed SET kind = 'activity', points = 3 WHERE kind = 'suggestion'")
    again = words(Browser(app, home.staff).get(f"/staff/months/{MONTH}/accounts/{account}/again/").text)
    assert "重算的和留存的不一样" in again
    assert "合计：应该是14，现在是12" in again


def test_account_without_a_score_has_nothing_to_recompute(app, home):
    browser = Browser(app, home.staff)
    assert browser.get(f"/staff/months/{MONTH}/accounts/999/again/").status_code == 404
