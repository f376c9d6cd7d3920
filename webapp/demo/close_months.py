"""Close the demo's past months through the real operations, each at its time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from webapp import clock
from webapp.demo.calendar import Calendar
from webapp.models import User
from webapp.operations.confirm_month import confirm_month
from webapp.operations.finalise_month import finalise_month
from webapp.operations.publish_month import publish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.settle_month import settle_month
from webapp.queries.publications import publications_of
from webapp.queries.users import user_by_name

STEPS: tuple[tuple[Callable[..., object], str], ...] = (
    (score_month, "gongzuo1"),
    (review_month, "gongzuo1"),
    (confirm_month, "jiandu"),
    (publish_month, "gongzuo1"),
)


def close_months(calendar: Calendar) -> None:
    """Score, review, confirm and publish every month but the running one; settle those whose notice is long over."""
    for first in calendar.firsts[:-1]:
        for (step, username), instant in zip(STEPS, calendar.steps_of(first, len(STEPS)), strict=True):
            with clock.at(instant):
                step(_user(username), f"{first:%Y-%m}")
    for first in calendar.firsts[:-2]:
        _settle(_user("gongzuo1"), f"{first:%Y-%m}")


def _settle(staff: User, name: str) -> None:
    """A week after the last day of notice; of the newest past month the staff still have it to do."""
    published = publications_of(staff.community_id, name)[0]
    over = published.published_at + (published.open_until - published.published_at.date()) + dt.timedelta(days=7)
    with clock.at(over):
        finalise_month(staff, name)
        settle_month(staff, name)


def _user(username: str) -> User:
    user = user_by_name(username)
    assert user is not None, "the demo's users were appointed before its months are closed"
    return user
