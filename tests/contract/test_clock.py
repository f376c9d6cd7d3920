"""A wrong clock is measured, and costs nobody a check."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import clock
from sync.fields import LATEST_TIME

ARRIVAL = clock.milliseconds(datetime(2026, 11, 23, 4, 0, tzinfo=UTC))
HOUR = 3_600_000
SHANGHAI = "Asia/Shanghai"


@given(st.integers(0, LATEST_TIME))
def test_a_time_comes_back_as_it_went(time):
    assert clock.milliseconds(clock.moment(time)) == time


def test_a_phone_three_hours_behind_is_put_right():
    behind = clock.offset(ARRIVAL - 3 * HOUR, ARRIVAL)

    assert clock.corrected(ARRIVAL - 4 * HOUR, behind) == ARRIVAL - HOUR
    assert clock.is_skewed(behind)


def test_a_check_from_the_future_is_flagged_though_the_clock_is_right_now():
    assert clock.is_skewed(0, 3 * clock.DAY_IN_MS)
    assert not clock.is_skewed(0, -3 * clock.DAY_IN_MS)


@pytest.mark.parametrize(("minutes", "skewed"), [(10, False), (-10, False), (11, True), (-11, True)])
def test_more_than_ten_minutes_are_flagged(minutes, skewed):
    assert clock.is_skewed(minutes * 60_000) is skewed


def test_a_clock_at_1970_is_no_reason_to_refuse():
    saved, behind = HOUR, clock.offset(2 * HOUR, ARRIVAL)

    assert clock.is_plausible(date(1970, 1, 1), saved, behind, ARRIVAL, SHANGHAI)


@pytest.mark.parametrize(
    ("day", "saved_at", "plausible"),
    [
        (date(2026, 11, 23), ARRIVAL, True),
        (date(2026, 11, 22), ARRIVAL, True),
        (date(2026, 11, 20), ARRIVAL, False),
        (date(2026, 11, 26), ARRIVAL + 3 * clock.DAY_IN_MS, True),
        (date(2028, 1, 1), ARRIVAL + 404 * clock.DAY_IN_MS, False),
        (date(2025, 11, 1), ARRIVAL - 387 * clock.DAY_IN_MS, False),
        (date(9999, 12, 31), LATEST_TIME, False),
        (date(1, 1, 1), 0, False),
    ],
)
def test_a_day_must_be_near_what_its_clock_showed(day, saved_at, plausible):
    assert clock.is_plausible(day, saved_at, 0, ARRIVAL, SHANGHAI) is plausible
