"""Areas of a photo that are made unrecognisable: rectangles in thousandths of its width and height."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

WHOLE = 1000
MOST = 20  # on one photo
LEAST = 5  # thousandths: less can't be seen, and was a slip of the finger


@dataclass(frozen=True, slots=True)
class Area:
    left: int
    top: int
    width: int
    height: int

    @property
    def is_sound(self) -> bool:
        """It lies within the photo and is large enough to see."""
        inside = self.left >= 0 and self.top >= 0 and self.width >= LEAST and self.height >= LEAST
        return inside and self.left + self.width <= WHOLE and self.top + self.height <= WHOLE


Areas = tuple[Area, ...]


def as_data(areas: Areas) -> list[list[int]]:
    return [list(astuple(area)) for area in areas]


def from_data(data: Sequence[Sequence[int]]) -> Areas:
    return tuple(Area(*each) for each in data)


def mark_of(areas: Areas) -> str:
    """Names the pictures that are made with these areas; "" for none."""
    return hashlib.sha256(json.dumps(as_data(areas)).encode()).hexdigest()[:16] if areas else ""
