"""What is owed for points, beside the money for goods."""

from __future__ import annotations

import pytest

from webapp.domain.goods.commitments import Standing, commitments
from webapp.domain.rules.exchange import Rate

TEN_A_YUAN = Rate(points=10, fen=100)


@pytest.mark.parametrize(
    ("funds", "standing"),
    [(99_99, Standing.SHORT), (100_00, Standing.TIGHT), (159_99, Standing.TIGHT), (160_00, Standing.COVERED)],
)
def test_funds_suffice_for_today_and_for_three_months_more(funds, standing):
    """1,000 points are 100 yuan; the last three months added 200 each on average: 160 yuan in three months."""
    found = commitments(TEN_A_YUAN, 1000, funds, 0, [900, 100, 200, 300])
    assert (found.owed, found.monthly, found.forecast, found.standing) == (100_00, 200, 160_00, standing)


def test_points_that_are_spent_faster_than_earned_add_nothing():
    found = commitments(TEN_A_YUAN, 1000, 100_00, 0, [-500])
    assert (found.forecast, found.standing, found.left) == (100_00, Standing.COVERED, 0)
    assert commitments(TEN_A_YUAN, 0, 0, 0, []).standing == Standing.COVERED


def test_goods_on_the_shelf_pay_for_points_too():
    found = commitments(TEN_A_YUAN, 1000, 40_00, 600, [])
    assert (found.goods, found.left, found.standing) == (60_00, 0, Standing.COVERED)
