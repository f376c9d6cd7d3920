"""What was seen: results of items, one observation of a courtyard, and deeds that were accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What a check says of one item."""

    PASS = "pass"
    FAULT = "fault"
    FIXED = "fixed"  # found, and put right on the spot
    THIRD_PARTY = "third_party"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSED = "not_assessed"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"  # a fault that a ruling on an objection lets count for nothing
    DISMISSED = "dismissed"  # a fault that the approval of the check lets count for nothing


class Judged(StrEnum):
    """How much of the courtyard a check judges."""

    WHOLE = "whole"
    LANE = "lane"
    WEATHER = "weather"
    WITHDRAWN = "withdrawn"


COUNTING = (Judged.WHOLE.value, Judged.LANE.value)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item's result with what the inspector said and photographed; `photos` are SHA-256 names.

    `severity` is a code of the item's, `count` the pieces, where the rule book asks for them. `amended` is why the
    approval lets it count as less than the inspector said.
    """

    item: str
    result: str
    note: str = ""
    phrases: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    severity: str | None = None
    count: int | None = None
    amended: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One chain of replacements, resolved to the check that speaks for it.

    `month` (YYYY-MM) is the month it counts in, that of the chain's first check; `day` and `at` (aware) are of the
    check that speaks. Items left out of `results` passed.
    """

    check_id: str
    month: str
    day: dt.date
    at: dt.datetime
    judged: str
    results: tuple[ItemResult, ...]

    @property
    def counts(self) -> bool:
        return self.judged in COUNTING


@dataclass(frozen=True, slots=True)
class DeedClaim:
    """An accepted deed or breach. `points` are those somebody chose, `judged` those of several judges, of which the
    mean counts; `quantity` is what was counted, in minutes where hours count.
    """

    id: str
    kind: str
    day: dt.date
    points: int = 0
    text: str = ""
    quantity: int | None = None
    judged: tuple[int, ...] = ()

    @property
    def chosen(self) -> int:
        """Fractions of a point are dropped."""
        return sum(self.judged) // len(self.judged) if self.judged else self.points
