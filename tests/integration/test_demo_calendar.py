"""The demo's plan on every kind of day: edges of months and years, leap days, any weekday, any hour."""

from __future__ import annotations

import datetime as dt

import pytest

from webapp.demo.calendar import ZONE, Calendar
from webapp.demo.conduct import live, waiting_walk
from webapp.demo.plan import Plan, chance
from webapp.demo.visits import plan_walks
from webapp.rulebooks import default_text, load_rule_book

BOOK = load_rule_book(default_text())
DOORS = Plan.make(dt.datetime(2026, 11, 18, 12, tzinfo=ZONE), 1).doors
# Five weeks over a leap day, and the edges of all months of a year.
WEEKS = [dt.date(2028, 2, 1) + dt.timedelta(days=at) for at in range(35)]
EDGES = [dt.date(2027, month, 1) + dt.timedelta(days=at) for month in range(1, 13) for at in (-1, 0)]
DAYS = WEEKS + EDGES


def calendar_of(day: dt.date, hour: int = 12, minute: int = 0) -> Calendar:
    return Calendar(dt.datetime.combine(day, dt.time(hour, minute), ZONE))


def walked(calendar: Calendar):
    walks = plan_walks(calendar, DOORS)
    live(chance(1, "conduct"), calendar, BOOK, walks)
    return walks


def test_past_months_are_the_three_before():
    assert calendar_of(dt.date(2027, 1, 31)).months == ("2026-10", "2026-11", "2026-12", "2027-01")
    assert calendar_of(dt.date(2028, 3, 31)).months == ("2027-12", "2028-01", "2028-02", "2028-03")


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_months_take_their_steps_in_order_and_never_in_the_future(hour):
    for day in DAYS:
        calendar = calendar_of(day, hour, 1)
        steps = [instant for first in calendar.firsts[:-1] for instant in calendar.steps_of(first, 4)]
        assert steps == sorted(steps), day
        assert steps[-1] <= calendar.now, day
        assert steps[-1].astimezone(ZONE).date() >= calendar.firsts[-1], day


def test_on_any_day_the_week_is_partly_walked_and_its_last_walk_waits():
    for day in DAYS:
        calendar = calendar_of(day)
        walks = walked(calendar)
        waiting = waiting_walk(walks)
        done = {each.courtyard for walk in walks for each in walk.visits if each.day >= calendar.monday}
        assert waiting.visits, day
        assert max(calendar.monday, calendar.firsts[-1]) <= waiting.round.day <= day
        assert 0 < len(done) < len(DOORS), day


def test_a_check_that_was_returned_last_month_is_made_again():
    for day in EDGES[::2]:
        visits = [visit for walk in walked(calendar_of(day)) for visit in walk.visits]
        again = [visit for visit in visits if visit.replaces]
        assert [visit.replaces.returned for visit in again] == [True], day
        assert again[0].courtyard == again[0].replaces.courtyard


def test_what_a_recheck_finds_put_right_was_found_at_most_three_days_before():
    visits = [visit for walk in walked(calendar_of(dt.date(2027, 6, 17))) for visit in walk.visits]
    found = {(visit.courtyard, visit.day, said) for visit in visits if visit.restored for said in visit.said}
    rechecks = [(visit, said) for visit in visits for said in visit.put_right]
    assert len(rechecks) > 50
    for visit, said in rechecks:
        before = {(visit.courtyard, visit.day - dt.timedelta(days=ago), said) for ago in (1, 2, 3)}
        assert before & found
