"""Activities of the demo that are still to come: one is today, for one there is time to sign up."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.demo.cards import Hand
from webapp.models import Activity, Household, User
from webapp.operations.join_activity import sign_in_here, sign_up
from webapp.operations.keep_activity import ActivityPlan, make_activity
from webapp.operations.sign_in_codes import code_of

ORGANISER = "邻里志愿队（虚构）"
TODAY, LATER = "竹坡巷清水沟", "邻里百家宴帮厨"
AHEAD = dt.timedelta(days=6)


def call_together(hand: Hand, staff: User, own: Household, other: Household) -> None:
    """To one household both are open; the other has signed up for both and is at the first already."""
    calendar = hand.plan.calendar
    with clock.at(calendar.now):
        today = _make(hand, staff, TODAY, calendar.today, "竹坡巷口")
        later = _make(hand, staff, LATER, calendar.today + AHEAD, "半山路空地")
        for home, activity in ((other, today), (other, later), (own, later)):
            refusal = sign_up(home, activity.id)
            assert refusal is None, refusal
        refusal = sign_in_here(other, today.id, code_of(today))
        assert refusal is None, refusal


def _make(hand: Hand, staff: User, title: str, day: dt.date, place: str) -> Activity:
    plan = ActivityPlan("activity", title, day, place, ORGANISER, points=1)
    kept = make_activity(staff, plan, hand.token(title))
    assert kept.activity is not None, kept.refusal
    return kept.activity
