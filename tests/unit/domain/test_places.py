"""Distances between places."""

from __future__ import annotations

import pytest

from webapp.domain.evidence.places import metres_between


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        ((36_000_000, 114_000_000), (36_000_000, 114_000_000), 0),
        ((36_000_000, 114_000_000), (36_001_000, 114_000_000), 111),
        ((60_000_000, 114_000_000), (60_000_000, 114_001_000), 56),
        ((0, 179_999_500), (0, -179_999_500), 111),
    ],
)
def test_metres_between_two_places(one, other, metres):
    assert metres_between(one, other) == metres == metres_between(other, one)
