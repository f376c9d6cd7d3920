"""What a visitor of the demo finds on the cards that it opens, on any day of a month."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from sqlalchemy import select

from tests.integration.test_demo_fill import NOW, fill_at
from webapp import clock
from webapp.blueprints.resident.card import build_card
from webapp.blueprints.resident.put_right_list import listed
from webapp.demo.calendar import ZONE
from webapp.demo.cards import shown_households
from webapp.extensions import db
from webapp.models import Community, Deed, HelpTask, Objection, PutRight
from webapp.queries.help_tasks import help_tasks
from webapp.queries.rule_books import rule_book_versions
from webapp.queries.sign_ups import own_parts, upcoming_activities


@pytest.fixture(
    params=[NOW, dt.datetime(2027, 1, 1, 0, 1, tzinfo=ZONE), dt.datetime(2027, 3, 31, 23, 59, tzinfo=ZONE)],
    ids=lambda now: f"{now:%m-%d}",
    scope="module",
)
def today(request, tmp_path_factory, databases):
    """The day on which the demo was made, seen within it."""
    made = fill_at(request.param, tmp_path_factory.mktemp("demo"), databases)
    app = next(made)
    with app.test_request_context():
        yield request.param.date()
    made.close()


@pytest.fixture
def own(today):
    return shown_households()[0]


@pytest.fixture
def second(today):
    return shown_households()[2]


def test_newest_past_month_is_on_display_and_each_fault_of_it_can_be_objected_to(own, today):
    shown = build_card(own).shown
    assert shown.state == "open"
    assert shown.open_until >= today
    assert shown.deductions


def test_a_fault_of_the_running_month_waits_to_be_put_right(own, today):
    [running] = build_card(own).running
    assert bool(running.to_mend) == (today.day > 1)


def test_there_is_a_wish_at_every_point_of_its_way(own, second):
    mine = Counter(task.state for task in db.session.scalars(select(HelpTask).where(HelpTask.household_id == own.id)))
    assert mine == {"asked": 1, "proved": 1, "confirmed": 1, "over": 1}
    wishes = {state: [task for task in tasks if task.is_wish] for state, tasks in help_tasks(own.community_id).items()}
    assert [task.volunteer_id for task in wishes["taken"]] == [second.id]
    assert [task.household_id in (own.id, second.id) for task in wishes["open"]] == [False]


def test_households_report_what_they_put_right_with_photos_before_and_after(own, today):
    reports = db.session.scalars(select(PutRight).order_by(PutRight.id)).all()
    assert [(each.household_id == own.id, each.state) for each in reports] == [(True, "arranged"), (False, "waiting")]
    for report in reports:
        assert report.photos
    assert [photo for photo in reports[0].check.photos if photo.item == reports[0].item]
    [row] = listed(own, rule_book_versions(own.community_id), with_photos=True)
    assert not row.is_open
    assert [photo.is_before for photo in row.photos] == [True, False]


def test_claims_show_a_photo_and_what_was_cut(own):
    waiting, cut = db.session.scalars(select(Deed).where(Deed.claimed_by == own.id).order_by(Deed.id.desc())).all()
    assert (waiting.state, len(waiting.photos)) == ("waiting", 1)
    assert (cut.state, cut.points, cut.asked_points) == ("accepted", 2, 3)
    assert cut.reason


def test_an_activity_is_today_and_one_can_be_signed_up_for(own, second, today):
    community = db.session.get(Community, own.community_id)
    upcoming = [each for each in upcoming_activities(community.id, clock.today(community)) if "虚构" in each.organiser]
    assert upcoming[0].day == today < upcoming[-1].day
    assert [bool(part.signed_up) for part in own_parts(own, upcoming)[-2:]] == [False, True]
    assert [bool(part.signed_in) for part in own_parts(second, upcoming)[-2:]] == [True, False]


def test_an_objection_is_answered_and_another_waits(second):
    [shown] = build_card(second).answered
    answered = db.session.get(Objection, shown.key)
    assert shown.reason
    assert answered.state == "answered"
    states = db.session.scalars(select(Objection.state).where(Objection.account_id != answered.account.id))
    assert list(states) == ["open"]
