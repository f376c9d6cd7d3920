"""What a deed is worth by rules that are not those under which it was recorded."""

from __future__ import annotations

import pytest

from webapp.domain.rules.values import Chosen, Worth


@pytest.mark.parametrize("points", [0, 1, 3, 9])
def test_a_fixed_value_is_given_whatever_was_chosen_under_another_version(points):
    assert Chosen(3, 3).worth(points, None).given == 3


@pytest.mark.parametrize(("points", "worth"), [(0, Worth(2, 2)), (1, Worth(2, 2)), (4, Worth(4, 4)), (9, Worth(9, 5))])
def test_a_choice_is_brought_within_what_can_be_chosen_now(points, worth):
    assert Chosen(2, 5).worth(points, None) == worth
