"""The two-person rule and 回避."""

from __future__ import annotations

import datetime as dt

from webapp.domain.recusal import Residence, recused_courtyards
from webapp.domain.review import Verdict, may_confirm, may_inspect, may_review

TODAY = dt.date(2026, 10, 15)


def test_nobody_reviews_their_own_check():
    assert may_review(1, 1, (), courtyard=27, recused=()) == Verdict(False, "own_check")


def test_companion_of_a_walk_reviews_none_of_its_checks():
    assert may_review(2, 1, (2, 3), courtyard=27, recused=()) == Verdict(False, "own_walk")


def test_nobody_reviews_a_courtyard_of_their_own_or_of_relatives():
    assert may_review(2, 1, (), courtyard=27, recused={27}) == Verdict(False, "recused")


def test_somebody_else_reviews():
    assert may_review(2, 1, (3,), courtyard=27, recused={28}) == Verdict(True)


def test_nobody_inspects_a_courtyard_of_their_own_or_of_relatives():
    assert may_inspect(27, {27}) == Verdict(False, "recused")
    assert may_inspect(28, {27}).allowed


def test_who_reviewed_a_month_does_not_confirm_it():
    assert may_confirm(2, {2}) == Verdict(False, "own_review")
    assert may_confirm(3, {2}).allowed


def test_own_courtyard_is_recused_while_living_there_first_and_last_day_included():
    home = [Residence(27, dt.date(2020, 1, 1), None)]
    moved_out = [Residence(28, dt.date(2020, 1, 1), TODAY)]
    assert recused_courtyards(home + moved_out, (), TODAY) == {27, 28}
    assert recused_courtyards(home + moved_out, (), TODAY + dt.timedelta(days=1)) == {27}
    assert recused_courtyards([Residence(27, TODAY, None)], (), TODAY - dt.timedelta(days=1)) == frozenset()


def test_recorded_courtyards_of_relatives_are_recused_with_the_own():
    assert recused_courtyards([Residence(27, dt.date(2020, 1, 1), None)], [5, 9], TODAY) == {5, 9, 27}
