"""What is said of a row of a file before anything is written: new, changed, unchanged, or what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is the reason; `field` the column it stands in, "" for the row; `about` names what it is about."""

    code: str
    field: str = ""
    about: str = ""


class RowBad(Exception):
    """A row can't be taken."""

    def __init__(self, code: str, field: str = "", about: str = "") -> None:
        super().__init__(code)
        self.problem = Problem(code, field, about)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a column's value was and will be, as texts."""

    field: str
    old: str
    new: str


@dataclass(slots=True)
class JudgedRow:
    """`number` is the row's in the file; `label` says whom it is about."""

    number: int
    label: str = ""
    is_new: bool = False
    problems: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def fate(self) -> Fate:
        if self.problems:
            return Fate.BAD
        if self.is_new:
            return Fate.NEW
        return Fate.CHANGED if self.differences else Fate.UNCHANGED


def counts_of(rows: Sequence[JudgedRow]) -> dict[Fate, int]:
    counted = Counter(row.fate for row in rows)
    return {fate: counted[fate] for fate in Fate}
