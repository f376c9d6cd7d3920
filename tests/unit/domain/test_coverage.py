"""Weeks of a month: how far the walks reached, and which days nobody had to walk."""

from __future__ import annotations

import datetime as dt

import pytest

from webapp.domain.free_days import read_lines
from webapp.domain.months.coverage import coverage, mondays_of

OCTOBER = dt.date(2026, 10, 1)


def october(day: int) -> dt.date:
    return dt.date(2026, 10, day)


def test_weeks_are_those_that_begin_in_the_month():
    assert mondays_of("2026-10") == [october(day) for day in (5, 12, 19, 26)]
    assert mondays_of("2026-06")[0] == dt.date(2026, 6, 1)


def test_a_courtyard_counts_once_a_week_and_the_rest_is_missed_when_the_week_is_over():
    seen = [(october(5), 1), (october(9), 1), (october(11), 2), (october(12), 1)]
    first, second = coverage("2026-10", october(18), 3, seen, {})
    assert (first.seen, first.missed) == (2, 1)
    assert (second.seen, second.is_over, second.missed) == (1, False, 0)


def test_a_week_with_a_free_day_is_not_missed_and_names_it_once():
    free = {october(6): "国庆节", october(7): "国庆节", october(8): "停巡"}
    first, second = coverage("2026-10", october(19), 3, [], free)[:2]
    assert (first.free, first.missed) == (("国庆节", "停巡"), 0)
    assert (second.free, second.missed) == ((), 3)


def test_weeks_that_have_not_begun_are_left_out():
    assert coverage("2026-10", october(4), 3, [], {}) == []


def test_lines_are_days_and_spans_in_the_ways_people_write_them():
    read = read_lines("2026-10-01至2026-10-03 国庆节\n\n2026年10月6日，停巡\n2026/1/1 元旦\n2026-10-02 中秋")
    assert read.wrong == []
    assert read.days == {
        october(1): "国庆节",
        october(2): "中秋",
        october(3): "国庆节",
        october(6): "停巡",
        dt.date(2026, 1, 1): "元旦",
    }


@pytest.mark.parametrize(
    "line",
    ["国庆节", "2026-10-01", "2026-13-01 x", "2026-10-03至2026-10-01 x", "2026-01-01至2026-12-31 x", "1-1 " + "长" * 9],
)
def test_a_line_that_is_none_is_told_by_its_number(line):
    assert read_lines(f"2026-10-01 国庆节\n{line}").wrong == [2]
