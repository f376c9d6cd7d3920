"""A line of a score's explanation, as a value and as plain data for storing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a line is about."""

    BASE = "base"
    DEDUCTION = "deduction"
    OUTWEIGHED = "outweighed"  # found, but not by the majority, or not the last time; costs nothing
    RESTORED = "restored"
    NO_COST = "no_cost"
    BREACH = "breach"
    WARNING = "warning"  # the first times only warn; costs nothing
    BONUS = "bonus"
    CAP = "cap"  # what a cap or frequency takes off; `code` is its place in the rule book
    FLOOR = "floor"
    MEMBER = "member"  # what a member of the household or team brought
    BAN = "ban"
    ZERO = "zero"  # a bucket that is emptied when the month is settled
    VETO = "veto"
    ADJUSTMENT = "adjustment"  # of an earlier month, `code`, by what came late; outside this month's total


OBJECTION = "objection "  # before the key of one, as a source
DAYS = ("day", "restored_on", "until")
OPTIONAL = ("severity", "count", "step", "bucket", "ends", "amended")
LISTS = ("sources", "phrases", "photos")


@dataclass(frozen=True, slots=True)
class Line:
    """`code` is an item's, deed's or breach's code, or the place in the rule book of what cut; `amount` is in points.

    `sources` are the ids of the checks or deeds it rests on, the first being the one whose words and photos it shows.
    `until` is given only in a provisional score. `count` is how many pieces or minutes, `step` the code of a warning,
    `bucket` where the points lie if not in the first one, `ends` the last month (YYYY-MM) of a ban, `amended` why the
    approval of the check lets it count as less than the inspector said.
    """

    kind: Kind
    code: str
    amount: int
    day: dt.date | None = None
    sources: tuple[str, ...] = ()
    result: str | None = None
    phrases: tuple[str, ...] = ()
    note: str = ""
    photos: tuple[str, ...] = ()
    restored_on: dt.date | None = None
    restored_by: str | None = None
    until: dt.date | None = None
    severity: str | None = None
    count: int | None = None
    step: str | None = None
    bucket: str | None = None
    ends: str | None = None
    amended: str | None = None

    def as_data(self) -> dict[str, Any]:
        """As JSON can hold it: days in ISO form, lists for tuples; what only some lines have, only there."""
        data = {
            "kind": self.kind.value,
            "code": self.code,
            "amount": self.amount,
            "day": _iso(self.day),
            "sources": list(self.sources),
            "result": self.result,
            "phrases": list(self.phrases),
            "note": self.note,
            "photos": list(self.photos),
            "restored_on": _iso(self.restored_on),
            "restored_by": self.restored_by,
            "until": _iso(self.until),
        }
        for name in OPTIONAL:
            value = getattr(self, name)
            if value is not None:
                data[name] = value
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Line:
        """The line that `as_data` was made of."""
        found = {**data, "kind": Kind(data["kind"])}
        for name in LISTS:
            found[name] = tuple(data[name])
        for name in DAYS:
            if data[name]:
                found[name] = dt.date.fromisoformat(data[name])
        return cls(**found)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
