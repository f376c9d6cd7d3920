"""How far and in which direction, in whole numbers; twin of `static/js/phone/views/place.js`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Offset = tuple[int, int]

DEGREE = 1_111_950  # decimetres of a degree of latitude, which is a million microdegrees
MILLION = 1_000_000
HALF_TURN = 180_000_000


def is_placed(courtyard: Mapping[str, Any]) -> bool:
    """Whether the community has entered where this courtyard is."""
    return courtyard["latitude"] is not None and courtyard["longitude"] is not None


def offset(origin: Mapping[str, Any], place: Mapping[str, Any]) -> Offset:
    """Decimetres east and north of `origin`, as on a flat map; the short way round where 180° lies between."""
    turn = (place["longitude"] - origin["longitude"] + 3 * HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    east = turn * _narrowing(origin["latitude"]) // MILLION * DEGREE // MILLION
    return east, (place["latitude"] - origin["latitude"]) * DEGREE // MILLION


def length(east: int, north: int) -> int:
    """Whole metres of an offset. The sum is made of floats, so that both languages round alike."""
    return (math.floor(math.sqrt(float(east) * float(east) + float(north) * float(north))) + 5) // 10


def metres(origin: Mapping[str, Any], place: Mapping[str, Any]) -> int:
    return length(*offset(origin, place))


def distance_words(far: int) -> dict[str, Any]:
    """35 metres, or 1.2 kilometres: the template has the unit's word."""
    if far < 1000:
        return {"far": str(far), "is_km": False}
    return {"far": f"{far // 1000}.{far % 1000 // 100}", "is_km": True}


def _narrowing(latitude: int) -> int:
    """Millionths of a degree of latitude that a degree of longitude measures here."""
    return math.floor(max(math.cos(latitude / MILLION * math.pi / 180), 0) * MILLION + 0.5)
