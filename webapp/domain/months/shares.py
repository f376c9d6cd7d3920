"""Who got how much: points, commendations and goods, one account beside all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Got:
    """What an account got in some months: points by publications, months in which it was commended, how often it
    exchanged, and the points that it spent on that.
    """

    points: int = 0
    commended: int = 0
    exchanges: int = 0
    spent: int = 0


FIELDS = tuple(field.name for field in fields(Got))


def summed(several: Iterable[Got]) -> Got:
    found = list(several)
    return Got(**{name: sum(getattr(each, name) for each in found) for name in FIELDS})


def averages(several: Iterable[Got]) -> dict[str, Fraction]:
    """Of each figure; nothing where there is no account."""
    found = list(several)
    whole = summed(found)
    return {name: Fraction(getattr(whole, name), len(found)) for name in FIELDS} if found else {}


def percent(part: int, whole: int) -> int:
    """Rounded to the nearest, half up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole > 0 else 0


def order(got: Got) -> tuple[int, int, int]:
    """Who got most goods comes first, then who was commended most often."""
    return -got.spent, -got.commended, -got.points
