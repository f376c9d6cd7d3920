"""Which version of a text is in force on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Version(Protocol):
    number: int
    effective_on: dt.date


V = TypeVar("V", bound=Version)


def in_force(versions: Sequence[V], day: dt.date) -> V | None:
    """The latest written of those whose day has come; None before the first."""
    return max(
        (each for each in versions if each.effective_on <= day), key=lambda version: version.number, default=None
    )
