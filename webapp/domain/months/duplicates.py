"""Whether two deeds may be one that came twice: people see both and decide, nothing is refused by itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a deed: whose account it is for, who of it did it, as far as that is known, and what and when."""

    whose: tuple[str, int]
    kind: str
    day: dt.date
    household: int | None = None
    person: int | None = None
    activity: int | None = None


def may_be_one(one: Told, other: Told) -> bool:
    """The same person, or courtyard where the person is not known, did the same on the same day."""
    if one.day != other.day or not _is_same_thing(one, other):
        return False
    if one.person is not None and other.person is not None:
        return one.person == other.person
    if one.household is not None and other.household is not None:
        return one.household == other.household
    return one.whose == other.whose


def _is_same_thing(one: Told, other: Told) -> bool:
    return one.kind == other.kind or (one.activity is not None and one.activity == other.activity)
