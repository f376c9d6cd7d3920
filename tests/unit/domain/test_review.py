"""The two-person rule and 回避."""

from __future__ import annotations

from webapp.domain.months.review import Verdict, may_accept, may_confirm, may_review


def test_nobody_reviews_their_own_check():
    assert may_review(1, 1, (), courtyard=27, recused=()) == Verdict(False, "own_check")


def test_companion_of_a_walk_reviews_none_of_its_checks():
    assert may_review(2, 1, (2, 3), courtyard=27, recused=()) == Verdict(False, "own_walk")


def test_nobody_reviews_a_courtyard_of_their_own_or_of_relatives():
    assert may_review(2, 1, (), courtyard=27, recused={27}) == Verdict(False, "recused")


def test_somebody_else_reviews():
    assert may_review(2, 1, (3,), courtyard=27, recused={28}) == Verdict(True)


def test_who_logged_a_deed_and_the_family_do_not_accept_it():
    assert may_accept(1, 1, courtyard=27, recused=()) == Verdict(False, "own_deed")
    assert may_accept(2, 1, courtyard=27, recused={27}) == Verdict(False, "recused")
    assert may_accept(2, 1, courtyard=28, recused={27}).allowed
    assert may_accept(2, None, courtyard=28, recused=()).allowed


def test_who_reviewed_a_month_does_not_confirm_it():
    assert may_confirm(2, {2}) == Verdict(False, "own_review")
    assert may_confirm(3, {2}).allowed


def test_nobody_approves_what_they_typed_in_from_paper():
    assert may_review(2, 1, (), courtyard=27, recused=(), typed_by=2) == Verdict(False, "own_typing")
    assert may_review(2, 1, (), courtyard=27, recused=(), typed_by=3) == Verdict(True)
