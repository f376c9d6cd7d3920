"""How far apart two places are that people can walk between."""

from __future__ import annotations

import math

MICRO = 1_000_000
METRES_A_DEGREE = 111_195


def metres_between(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Whole metres between two places in microdegrees of latitude and longitude, as on a flat map."""
    north = (one[0] - other[0]) / MICRO
    east = (one[1] - other[1]) / MICRO
    east = (east + 180) % 360 - 180  # the short way round
    middle = math.radians((one[0] + other[0]) / 2 / MICRO)
    return round(math.hypot(north, east * math.cos(middle)) * METRES_A_DEGREE)
