"""A month by the rules it has and by others that are tried: what differs, and what both come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from webapp.domain.months.fairness import Bar, histogram
from webapp.domain.scoring.score import AccountScore

Label = TypeVar("Label")


@dataclass(frozen=True, slots=True)
class TriedRow(Generic[Label]):
    """An account with its score now and by the tried rule book; None where one of them does not score it."""

    account: int
    label: Label
    before: AccountScore | None
    after: AccountScore | None
    commended_before: bool = False
    commended_after: bool = False

    @property
    def change(self) -> int | None:
        """In points, of two totals or of what two months without an assessment credit; else there is none."""
        if self.before and self.after and self.before.assessed == self.after.assessed:
            return self.after.total - self.before.total
        return None

    @property
    def differs(self) -> bool:
        """Whether anything a household would notice is different."""
        return _shown(self.before) != _shown(self.after) or self.commended_before != self.commended_after


@dataclass(frozen=True, slots=True)
class Sums:
    """What the assessed accounts have together. `tenths` is the mean in tenths of a point, rounded down."""

    accounts: int
    points: int

    @property
    def tenths(self) -> int:
        return 10 * self.points // self.accounts if self.accounts else 0


@dataclass(frozen=True, slots=True)
class Step:
    """How many accounts have a total from `least` to `most`, before and after."""

    least: int
    most: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class TriedMonth(Generic[Label]):
    """A month tried: its rows in the order of the board, and the assessed totals of the accounts that keep points.

    `unknown` counts deeds of kinds that the tried book has not.
    """

    month: str
    rows: tuple[TriedRow[Label], ...]
    totals_before: tuple[int, ...]
    totals_after: tuple[int, ...]
    unknown: Mapping[str, int]

    @property
    def differing(self) -> list[TriedRow[Label]]:
        return [row for row in self.rows if row.differs]

    @property
    def more(self) -> list[TriedRow[Label]]:
        return [row for row in self.rows if (row.change or 0) > 0]

    @property
    def less(self) -> list[TriedRow[Label]]:
        return [row for row in self.rows if (row.change or 0) < 0]

    @property
    def before(self) -> Sums:
        return Sums(len(self.totals_before), sum(self.totals_before))

    @property
    def after(self) -> Sums:
        return Sums(len(self.totals_after), sum(self.totals_after))

    @property
    def spread(self) -> tuple[Step, ...]:
        """Both spreads on one scale."""
        return tuple(
            Step(bar.least, bar.most, _within(bar, self.totals_before), _within(bar, self.totals_after))
            for bar in histogram([*self.totals_before, *self.totals_after])
        )

    @property
    def stays_commended(self) -> list[TriedRow[Label]]:
        return [row for row in self.rows if row.commended_before and row.commended_after]

    @property
    def no_longer_commended(self) -> list[TriedRow[Label]]:
        return [row for row in self.rows if row.commended_before and not row.commended_after]

    @property
    def newly_commended(self) -> list[TriedRow[Label]]:
        return [row for row in self.rows if row.commended_after and not row.commended_before]


def _within(bar: Bar, totals: Iterable[int]) -> int:
    return sum(bar.least <= total <= bar.most for total in totals)


def _shown(score: AccountScore | None) -> tuple[bool, int] | None:
    return (score.assessed, score.total) if score else None
