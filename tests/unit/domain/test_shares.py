"""Counts and shares, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.calendar_month import year_until
from webapp.domain.months.agreed import Tally, added, tally
from webapp.domain.months.shares import Got, averages, order, percent, summed

gots = st.builds(Got, *[st.integers(-50, 50)] * 4)


@given(st.lists(gots))
def test_shares_of_all_add_up_to_all(several):
    whole = summed(several)
    assert whole.points == sum(each.points for each in several)
    assert all(value * len(several) == getattr(whole, name) for name, value in averages(several).items())


def test_nobody_has_no_average():
    assert averages([]) == {}
    assert averages([Got(points=1), Got(points=2)])["points"] == Fraction(3, 2)


def test_percent_rounds_half_up_and_knows_nothing_of_nothing():
    assert [percent(*each) for each in ((1, 3), (1, 200), (1, 8), (0, 5), (3, 0))] == [33, 1, 13, 0, 0]


def test_who_got_most_goods_comes_first_then_who_was_commended():
    oil, named, points = Got(spent=9), Got(commended=2, points=5), Got(points=19)
    assert sorted([points, named, oil], key=order) == [oil, named, points]


def test_few_comparisons_say_little():
    assert (tally([True, False, True]), tally([])) == (Tally(3, 2), Tally())
    assert (Tally(49, 49).says_little, Tally(50, 40).says_little) == (True, False)
    assert (added([Tally(3, 2), Tally(5, 5)]), Tally(8, 7).percent, Tally().percent) == (Tally(8, 7), 88, 0)


def test_a_year_is_twelve_months_in_order():
    assert year_until("2026-11")[::11] == ("2025-12", "2026-11")
    assert len(year_until("2026-01")) == 12
