"""Figures of fairness: cases worked by hand."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from webapp.domain.months.fairness import (
    Bar,
    Judged,
    Reading,
    agreement,
    at_the_top,
    concentration,
    histogram,
    strictness,
)


def test_bars_are_a_point_wide_while_a_dozen_of_them_suffice():
    assert histogram([18, 20, 20]) == (Bar(18, 18, 1), Bar(19, 19, 0), Bar(20, 20, 2))


def test_a_wide_spread_is_drawn_in_bars_of_one_width():
    bars = histogram([0, 999, 1000])
    assert len(bars) <= 12
    assert {bar.most - bar.least for bar in bars} == {83}
    assert sum(bar.count for bar in bars) == 3


@given(some.lists(some.integers(-2000, 2000), min_size=1, max_size=60))
def test_every_total_stands_in_one_bar(totals):
    bars = histogram(totals)
    assert [bar.count for bar in bars] == [sum(bar.least <= total <= bar.most for total in totals) for bar in bars]
    assert sum(bar.count for bar in bars) == len(totals)
    assert len(bars) <= 12


def test_a_scheme_in_which_most_are_at_the_top_is_crowded():
    assert at_the_top([20, 20, 20, 12], full=20).reading == Reading.CROWDED
    assert (at_the_top([20, 19, 18, 12], full=20).percent, at_the_top([], full=20).whole) == (25, 0)


def test_half_of_all_bonus_points_with_a_tenth_of_the_households_is_concentrated():
    assert concentration([10, *[1] * 9]).reading == Reading.CONCENTRATED
    assert concentration([1] * 10) == concentration([1] * 10)
    assert concentration([1] * 10).percent == 10
    assert concentration([0, 0]).reading == Reading.TOO_FEW


def test_an_inspector_who_finds_twice_as_many_faults_is_read_as_strict():
    strict, mild = strictness({1: Judged(30, 300, 30), 2: Judged(30, 300, 10)})
    assert (strict.own, strict.others, strict.reading) == (Fraction(10), Fraction(10, 3), Reading.STRICT)
    assert mild.reading == Reading.MILD
    few, _ = strictness({1: Judged(3, 30, 30), 2: Judged(30, 300, 10)})
    assert few.reading == Reading.TOO_FEW


def test_kappa_of_the_textbook():
    """20 both, 5 only the first, 10 only the second, 15 neither: observed 0.7, expected 0.5, so 0.4."""
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    found = agreement(pairs)
    assert (found.judged, found.agreed, found.kappa) == (50, 35, Fraction(2, 5))
    assert found.reading == Reading.PARTLY


def test_where_nobody_finds_anything_agreement_says_nothing():
    assert agreement([(False, False)] * 90).kappa is None
    assert agreement([(False, False)] * 90).reading == Reading.TOO_FEW
    assert agreement([]).kappa is None


@given(some.lists(some.tuples(some.booleans(), some.booleans()), min_size=1, max_size=80))
def test_kappa_is_one_at_most_and_blind_to_who_came_first(pairs):
    found = agreement(pairs)
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert found == agreement([(second, first) for first, second in pairs])
