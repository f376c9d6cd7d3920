"""What a tried month comes to, beside what the month has."""

from __future__ import annotations

from webapp.domain.months.tried import Step, Sums, TriedMonth, TriedRow
from webapp.domain.scoring.score import AccountScore


def score(total: int, assessed: bool = True) -> AccountScore:
    return AccountScore(assessed, total, 0, total, ())


def tried(before: list[int], after: list[int]) -> TriedMonth:
    return TriedMonth("2026-10", (), tuple(before), tuple(after), {})


def test_change_is_between_two_totals_or_between_two_months_without_an_assessment():
    assert TriedRow(1, None, score(9), score(12)).change == 3
    assert TriedRow(1, None, score(9, False), score(11, False)).change == 2
    assert TriedRow(1, None, score(9, False), score(11)).change is None
    assert TriedRow(1, None, score(9), None).change is None


def test_whoever_is_honoured_by_one_alone_would_notice():
    assert TriedRow(1, None, score(9), score(9), commended_after=True).differs
    assert not TriedRow(1, None, score(9), score(9), True, True).differs
    assert TriedRow(1, None, score(0, False), score(0)).differs


def test_both_spreads_have_one_scale():
    assert tried([11, 12, 12], [14]).spread == (
        Step(11, 11, 1, 0),
        Step(12, 12, 2, 0),
        Step(13, 13, 0, 0),
        Step(14, 14, 0, 1),
    )


def test_mean_is_in_tenths_rounded_down():
    assert tried([10, 11, 11], []).before == Sums(3, 32)
    assert tried([10, 11, 11], []).before.tenths == 106
    assert tried([], []).after.tenths == 0
