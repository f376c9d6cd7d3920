"""Months that the program scores by itself: which, when, whose they are said to be, and what it leaves to people."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import event

from tests.factories.checks import approve, make_check
from tests.factories.communities import make_community
from tests.factories.deeds import make_deed
from tests.factories.jobs import work_off
from tests.factories.neighbourhoods import MONTH, Neighbourhood, make_neighbourhood, make_unpublished, october, publish
from webapp import clock
from webapp.domain.months.closing import Closing, Outcome
from webapp.extensions import db
from webapp.models import AuditEvent, Deed, LedgerEntry, Month, MonthStep, Score
from webapp.operations.close_month import close_month, score_due_months, start_scoring
from webapp.operations.confirm_month import confirm_month
from webapp.operations.review_check import Decision, review_check
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.stop_month import stop_month
from webapp.queries.closing import due_months

AFTER = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)
LAST_RECHECKS = dt.datetime(2026, 11, 3, 15, 59, tzinfo=dt.UTC)  # a minute before midnight in Shanghai
DUE = dt.datetime(2026, 11, 3, 16, 1, tzinfo=dt.UTC)
NEXT_DAY = DUE + dt.timedelta(days=1)


@pytest.fixture
def home(app, scenes) -> Neighbourhood:
    return scenes.play(app, make_unpublished)


def close(home: Neighbourhood, publisher=None, when: dt.datetime = AFTER, month: str = MONTH) -> Closing:
    with clock.at(when):
        return close_month(home.community.id, month, publisher)


def score_when_due(home: Neighbourhood, when: dt.datetime) -> None:
    with clock.at(when):
        score_due_months(home.community.id)


def month_of(home: Neighbourhood, name: str = MONTH) -> Month:
    db.session.rollback()  # what a job committed is seen by the next transaction
    return db.session.query(Month).filter_by(community_id=home.community.id, name=name).one()


def totals(home: Neighbourhood) -> list[int]:
    found = db.session.query(Score).filter_by(community_id=home.community.id).order_by(Score.account_id)
    return [row.total for row in found if row.assessed]


def steps(home: Neighbourhood) -> list[tuple[str, int | None]]:
    found = db.session.query(MonthStep).filter_by(community_id=home.community.id).order_by(MonthStep.id)
    return [(row.action, row.maker_id) for row in found]


def test_scores_are_those_a_person_would_have_made_and_nobody_is_said_to_have_made_them(home):
    by_hand = make_neighbourhood("另一个社区", published=False)
    with clock.at(AFTER):
        score_month(by_hand.staff, MONTH)
    assert close(home) == Closing(Outcome.SCORED, "3")
    assert totals(home) == totals(by_hand) == [12, 10]
    assert steps(home) == [("score", None)]
    [noted] = db.session.query(AuditEvent).filter_by(community_id=home.community.id, action="month_score")
    assert (noted.actor_id, noted.reference) == (None, MONTH)


def test_a_month_that_is_scored_is_left_alone(home):
    close(home)
    assert close(home) == Closing(Outcome.PAST, "scored")
    assert steps(home) == [("score", None)]


@pytest.mark.parametrize(
    ("when", "month", "outcome"),
    [
        (dt.datetime(2026, 10, 31, 15, 59, tzinfo=dt.UTC), MONTH, Outcome.RUNNING),
        (dt.datetime(2026, 10, 31, 16, 1, tzinfo=dt.UTC), MONTH, Outcome.SCORED),  # midnight in Shanghai
        (AFTER, "2026-09", Outcome.NOT_BEGUN),
    ],
)
def test_only_what_is_over_by_the_communitys_own_clocks_is_scored(home, when, month, outcome):
    assert close(home, when=when, month=month).outcome == outcome


def test_what_waits_for_a_decision_is_waited_for(home):
    waiting = make_check(home.inspector, home.yards[1], october(20))
    deed = make_deed(home.yards[1], dt.date(2026, 10, 21), state="waiting")
    assert close(home) == Closing(Outcome.CHECKS_WAIT, "1")
    approve(home.staff, waiting)
    assert close(home) == Closing(Outcome.DEEDS_WAIT, "1")
    db.session.get_one(Deed, deed.id).state = "refused"
    db.session.commit()
    assert close(home).outcome == Outcome.SCORED


def test_two_redone_checks_are_for_staff_to_choose_from(home):
    first = make_check(home.inspector, home.yards[2], october(20))
    for day in (21, 22):
        approve(home.staff, make_check(home.inspector, home.yards[2], october(day), replaces=first.uuid))
    assert close(home).outcome == Outcome.AMBIGUOUS
    assert (month_of(home).state, steps(home)) == ("open", [])


def test_a_month_waits_for_the_one_before_it(home):
    db.session.add(Month(community_id=home.community.id, name="2026-09", state="open", rule_version=1))
    db.session.commit()
    assert close(home) == Closing(Outcome.EARLIER_OPEN, "2026-09")
    with clock.at(AFTER):
        assert due_months(home.community) == ["2026-09"]
    score_when_due(home, DUE)
    assert [month_of(home, name).state for name in ("2026-09", MONTH)] == ["scored", "scored"]


def test_what_oversight_sent_back_is_the_working_groups(home):
    with clock.at(AFTER):
        score_month(home.staff, MONTH)
        review_month(home.staff, MONTH)
        stop_month(home.oversight, MONTH, "31号没有查")
    assert close(home).outcome == Outcome.SENT_BACK
    score_when_due(home, NEXT_DAY)
    assert month_of(home).state == "open"


def test_a_confirmed_month_is_published_in_the_name_of_who_asked(home):
    close(home)
    with clock.at(AFTER):
        review_month(home.staff, MONTH)
        confirm_month(home.oversight, MONTH)
    assert close(home) == Closing(Outcome.PAST, "confirmed")
    assert close(home, home.staff) == Closing(Outcome.PUBLISHED)
    assert close(home, home.staff) == Closing(Outcome.PAST, "published")
    assert {row.maker_id for row in db.session.query(LedgerEntry)} == {home.staff.id}
    [noted] = db.session.query(AuditEvent).filter_by(action="month_publish")
    assert (noted.actor_id, noted.details) == (home.staff.id, {"by_command": True})


def test_nobody_but_staff_has_anything_published(home):
    close(home)
    with clock.at(AFTER):
        review_month(home.staff, MONTH)
        confirm_month(home.oversight, MONTH)
    assert close(home, home.oversight).outcome == Outcome.WRONG_ROLE
    assert month_of(home).state == "confirmed"
    assert db.session.query(LedgerEntry).count() == 0


def test_by_the_clock_a_month_is_scored_when_no_recheck_can_come_any_more(home):
    score_when_due(home, LAST_RECHECKS)
    assert steps(home) == []
    score_when_due(home, DUE)
    assert steps(home) == [("score", None)]


def test_a_decision_opens_the_draft_and_it_is_scored_anew_the_next_day_only(home):
    score_when_due(home, DUE)
    with clock.at(DUE):
        assert review_check(home.staff, home.other_check.uuid, Decision("reopen", seen="approved")).refusal is None
        assert month_of(home).state == "open"
        assert review_check(home.staff, home.other_check.uuid, Decision("approve", seen="complete")).refusal is None
    score_when_due(home, DUE + dt.timedelta(hours=3))
    assert month_of(home).state == "open"
    score_when_due(home, NEXT_DAY)
    score_when_due(home, NEXT_DAY)
    assert steps(home) == [("score", None), ("reopen", None), ("score", None)]


def test_the_clocks_job_starts_one_for_each_community_that_has_something_to_score(app, home):
    other = make_neighbourhood("另一个社区", published=False)
    publish_done = make_neighbourhood("第三个社区")
    make_community("空社区")
    with clock.at(DUE):
        start_scoring()
        assert app.extensions["jobs"].queue.pending_count() == 2
        work_off(app)
    assert [month_of(each).state for each in (home, other, publish_done)] == ["scored", "scored", "published"]
    assert totals(home) == totals(other) == [12, 10]
    with clock.at(NEXT_DAY):
        start_scoring()
        assert app.extensions["jobs"].queue.pending_count() == 0


def test_one_communitys_broken_data_stops_no_others_job_and_leaves_nothing_half_done(app, home):
    broken = make_neighbourhood("坏了的社区", published=False)
    break_scores_of(broken.community.id)
    with clock.at(DUE):
        start_scoring()
        work_off(app)
    assert (month_of(home).state, month_of(broken).state) == ("scored", "open")
    assert (totals(broken), steps(broken)) == ([], [])


def break_scores_of(community_id: int) -> None:
    """The scores of this community can't be written; the step before them can."""

    @event.listens_for(db.engine, "before_execute")
    def refuse(_connection, statement, rows, *_rest) -> None:
        is_score = getattr(statement, "is_insert", False) and statement.table.name == "score"
        if is_score and rows[0]["community_id"] == community_id:
            raise OSError("no more")


def test_publishing_one_community_touches_no_other(home):
    other = make_neighbourhood("另一个社区", published=False)
    publish(home.staff, home.oversight)
    assert close(home, home.staff) == Closing(Outcome.PAST, "published")
    assert (month_of(other).state, totals(other), steps(other)) == ("open", [], [])
