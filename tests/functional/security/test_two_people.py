"""Nobody decides alone, and nobody on what is their own."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import at, make_check
from tests.factories.deeds import make_deed
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Deed, Month, Publication

DAY = at(dt.date(2026, 11, 4))


def state_of(check: Check) -> str:
    db.session.expire_all()
    return db.session.get(Check, check.id).state


def test_inspector_who_is_also_staff_approves_none_of_their_own_checks(app, home, everything):
    check = make_check(everything, home.yards[1], DAY)
    browser = Browser(app, everything)
    assert browser.post(f"/staff/checks/{check.uuid}/", {"do": "approve", "seen": "complete"}).status_code == 403
    browser.post(f"/staff/walks/{check.walk.uuid}/approve", {"check": check.uuid})
    assert state_of(check) == "complete"


def test_relative_approves_neither_one_by_one_nor_all_at_once(app, home):
    check = make_check(home.inspector, home.yards[1], DAY)
    relative = make_user(home.community, "staff")
    recuse(relative, home.yards[1])
    browser = Browser(app, relative)
    for verb, seen in (("approve", "complete"), ("return", "complete"), ("reopen", "complete")):
        form = {"do": verb, "seen": seen, "reason": "photo_unclear"}
        assert browser.post(f"/staff/checks/{check.uuid}/", form).status_code == 403, verb
    browser.post(f"/staff/walks/{check.walk.uuid}/approve", {"check": check.uuid})
    assert state_of(check) == "complete"


def test_relative_decides_no_deed(app, home):
    relative = make_user(home.community, "staff")
    recuse(relative, home.yards[1])
    deed = make_deed(home.yards[1], dt.date(2026, 11, 3), state="waiting")
    assert Browser(app, relative).post("/staff/deeds/", {"deed": deed.id, "do": "accept"}).status_code == 403
    db.session.expire_all()
    assert db.session.get(Deed, deed.id).state == "waiting"


@pytest.mark.parametrize("own", ["score", "review"])
def test_who_scored_or_reviewed_does_not_confirm(app, home, everything, own):
    make_check(home.inspector, home.yards[1], DAY)
    both, staff = Browser(app, everything), Browser(app, home.staff)
    with clock.at(at(dt.date(2026, 12, 2))):
        for step in ("score", "review"):
            (both if step == own else staff).post("/staff/months/2026-11/", {"step": step})
        assert both.post("/oversight/months/2026-11/", {"step": "confirm"}).status_code == 409
        assert staff.post("/staff/months/2026-11/", {"step": "publish"}).status_code == 409
    assert db.session.query(Month).filter_by(name="2026-11").one().state == "reviewed"


def test_steps_of_others_are_no_steps_here(app, home):
    for path, browser in (("/staff", Browser(app, home.staff)), ("/oversight", Browser(app, home.oversight))):
        for step in ("confirm", "stop", "publish", "score", "review", "reopen", "finish", "archive"):
            answer = browser.post(f"{path}/months/2026-10/", {"step": step, "note": "x"})
            assert answer.status_code in (400, 409), (path, step)
    assert db.session.query(Month).filter_by(name="2026-10").one().state == "published"
    assert db.session.query(Publication).count() == 1


def test_check_of_a_published_month_is_not_decided_anew(app, home):
    form = {"do": "reopen", "seen": "approved"}
    assert Browser(app, home.staff).post(f"/staff/checks/{home.check.uuid}/", form).status_code == 409
    assert state_of(home.check) == "approved"
