"""When the counter is open next."""

from __future__ import annotations

import datetime as dt

import pytest

from webapp.domain.rules.exchange import Exchange, Window

TWO = (Window(15, 20), Window(-2, -1))
QUARTERLY = (Window(1, 5, (1, 4, 7, 10)),)


@pytest.mark.parametrize(
    ("windows", "today", "opening"),
    [
        (TWO, "2026-11-14", ("2026-11-15", "2026-11-20")),
        (TWO, "2026-11-18", ("2026-11-18", "2026-11-20")),
        (TWO, "2026-11-21", ("2026-11-29", "2026-11-30")),
        ((Window(-2, -1), Window(1, 2)), "2026-11-20", ("2026-11-29", "2026-12-02")),
        (QUARTERLY, "2026-11-21", ("2027-01-01", "2027-01-05")),
        ((Window(31, 31, (2,)),), "2026-11-21", None),
        ((), "2026-11-21", None),
    ],
)
def test_next_opening_is_that_of_the_windows(windows, today, opening):
    found = Exchange(windows=windows).opening(dt.date.fromisoformat(today))
    assert (found and (f"{found[0]}", f"{found[1]}")) == opening


def test_windows_that_cover_every_day_end_somewhere():
    first, last = Exchange(windows=(Window(1, -1),)).opening(dt.date(2026, 11, 21)) or (dt.date.min, dt.date.max)
    assert (first, last) == (dt.date(2026, 11, 21), dt.date(2027, 11, 22))
