"""What is typed or pasted of a sign-in sheet finds who is meant."""

from __future__ import annotations

import pytest

from webapp.domain.imports.attendees import MOST_CHOICES, Attendee, match, read_lines
from webapp.domain.rules.deeds import Deed
from webapp.domain.rules.label import Label
from webapp.domain.rules.values import Chosen, Hourly

YARD = Attendee(1, 10, None, "", "石阶巷27", "27")
SAME_NUMBER = Attendee(2, 11, None, "", "水井坡27", "27")
HOLDER = Attendee(1, 10, 100, "何桂芳", "石阶巷27", "27")
TENANT = Attendee(1, 12, 101, "李秀英", "石阶巷27", "27")
NAMESAKE = Attendee(2, 13, 102, "李秀英", "水井坡3", "3")
EVERYBODY = [YARD, SAME_NUMBER, HOLDER, TENANT, NAMESAKE]
HOURS = Deed("volunteering", Label("志愿服务", "Volunteering"), Hourly(2, 0))
POINTS = Deed("activity", Label("社区活动", "Community activity"), Chosen(1, 3))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("石阶巷27", [YARD]),
        ("石阶巷２７号院", [YARD]),
        ("27", [YARD, SAME_NUMBER]),
        ("何桂芳", [HOLDER]),
        ("何桂芳家", [HOLDER]),
        ("27 何桂芳", [HOLDER]),
        ("石阶巷27号李秀英", [TENANT]),
        ("李秀英", [TENANT, NAMESAKE]),
        ("桂芳", [HOLDER]),
        ("王", []),
        ("  ", []),
    ],
)
def test_door_number_name_or_both_find_who_is_meant(typed, meant):
    assert match(typed, EVERYBODY) == meant


def test_no_more_are_offered_than_one_can_choose_from():
    many = [Attendee(at, at, at, f"李{at}", f"石阶巷{at}", f"{at}") for at in range(100, 130)]
    assert len(match("李", many)) == MOST_CHOICES


@pytest.mark.parametrize(
    ("line", "quantity"),
    [
        ("何桂芳", None),
        ("何桂芳 2小时", 120),
        ("何桂芳\t1.5小时", 90),
        ("27\t何桂芳\t90", 90),
        ("27，何桂芳，2 个小时", 120),
        ("何桂芳, 45分钟", 45),
    ],
)
def test_pasted_line_tells_who_and_how_long(line, quantity):
    [read] = read_lines(line, HOURS, EVERYBODY, 9)
    assert (read.problem, read.found, read.quantity) == ("", (HOLDER,), quantity)


def test_a_number_behind_a_lane_is_a_door_and_no_figure():
    [read] = read_lines("石阶巷 27", HOURS, EVERYBODY, 9)
    assert (read.found, read.quantity) == ((YARD,), None)


@pytest.mark.parametrize(
    ("line", "problem"), [("赵钱", "nobody"), ("李秀英", "several"), ("何桂芳, 9:99", "bad_figure")]
)
def test_line_that_is_not_clear_says_why(line, problem):
    [read] = read_lines(line, HOURS, EVERYBODY, 9)
    assert (read.text, read.problem) == (line, problem)


def test_empty_lines_are_none_and_no_more_than_asked_are_read():
    text = "\n何桂芳\n\n  \n石阶巷27\n李秀英\n"
    assert [line.text for line in read_lines(text, POINTS, EVERYBODY, 2)] == ["何桂芳", "石阶巷27"]


def test_where_points_are_chosen_a_figure_counts_nothing():
    [read] = read_lines("何桂芳, 2", POINTS, EVERYBODY, 9)
    assert (read.found, read.quantity, read.problem) == ((HOLDER,), None, "")
