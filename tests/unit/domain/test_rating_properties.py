"""Ratings are fair: who has as many points has the same level, and who has more has none that is worse."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from webapp.domain.rules.label import Label
from webapp.domain.rules.ratings import Commendation, Level, Rating
from webapp.domain.scoring.rating import commended, rate
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

SHIPPED_RATINGS = [rating for name in SHIPPED for rating in load_rule_book(shipped_text(name)).ratings]
TOTALS = some.dictionaries(some.integers(1, 12), some.integers(-3, 8), max_size=12)
LABEL = Label("例", "Example")


def one_level(by: str, value: int, ties: str) -> Rating:
    return Rating("r", LABEL, (Level("in", LABEL, by, value),), ties=ties)


def ahead_of(total: int, totals: dict[int, int]) -> int:
    return sum(other > total for other in totals.values())


@given(some.sampled_from(SHIPPED_RATINGS), TOTALS, some.lists(some.sampled_from("ab"), min_size=12, max_size=12))
def test_equal_totals_have_equal_levels_and_more_points_never_a_worse_one(rating, totals, letters):
    groups = dict(enumerate(letters, start=1))
    levels = rate(rating, totals, groups)
    order = [each.code for each in rating.levels]
    place = {account: order.index(levels[account]) if account in levels else len(order) for account in totals}
    for one in totals:
        for other in totals:
            together = not rating.by_group or groups[one] == groups[other]
            if together and totals[one] >= totals[other]:
                assert place[one] <= place[other]


@given(TOTALS, some.integers(1, 12))
def test_of_the_top_all_who_tie_at_the_cut_are_in(totals, places):
    rated = rate(one_level("top", places, "all"), totals)
    assert set(rated) == {account for account, total in totals.items() if ahead_of(total, totals) < places}


@given(TOTALS, some.integers(1, 12))
def test_of_the_top_none_who_tie_beyond_the_cut_are_in(totals, places):
    rated = rate(one_level("top", places, "none"), totals)
    at_least = {account: sum(other >= total for other in totals.values()) for account, total in totals.items()}
    assert set(rated) == {account for account in totals if at_least[account] <= places}


@given(TOTALS, some.integers(1, 100))
def test_so_many_per_cent_are_rounded_down(totals, percent):
    rated = rate(one_level("percent", percent, "none"), totals)
    assert len(rated) * 100 <= len(totals) * percent


@given(TOTALS, some.integers(1, 12), some.integers(0, 8))
def test_commended_are_the_best_with_enough_and_nobody_is_left_out_for_a_tie(totals, top, minimum):
    found = commended(Commendation(top, minimum), totals)
    wanted = {account for account, total in totals.items() if total >= minimum and ahead_of(total, totals) < top}
    assert found == wanted
