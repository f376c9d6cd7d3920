"""Amending a check as it is approved: a fault counts as less than the inspector said, never as more.

What was said stays as it is. Who thinks it should be worse returns the check.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.observation import ItemResult, Result

MILDER = (Result.DISMISSED, Result.FIXED, Result.THIRD_PARTY, Result.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """The fault of `item` counts as another result, or as a fault of another severity or count."""

    item: str
    result: str
    severity: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the approval of a check changed, and why, as the household reads it."""

    changes: tuple[Change, ...] = ()
    reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def as_text(self) -> str:
        """The one text of it that is kept; "" where nothing was changed."""
        if not self:
            return ""
        changes = [asdict(each) for each in sorted(self.changes, key=lambda each: each.item)]
        return json.dumps({"changes": changes, "reason": self.reason}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Amendment:
        if not text:
            return NONE
        data = json.loads(text)
        return cls(tuple(Change(**each) for each in data["changes"]), data["reason"])

    @property
    def eased(self) -> frozenset[str]:
        """The items whose fault is none any more."""
        return frozenset(each.item for each in self.changes if each.result != Result.FAULT)

    def on(self, results: Iterable[ItemResult]) -> tuple[ItemResult, ...]:
        """The same results as they count."""
        by_item = {each.item: each for each in self.changes}
        return tuple(self._changed(said, by_item.get(said.item)) for said in results)

    def _changed(self, said: ItemResult, change: Change | None) -> ItemResult:
        if change is None:
            return said
        return replace(said, result=change.result, severity=change.severity, count=change.count, amended=self.reason)


NONE = Amendment()


def is_milder(book: RuleBook, said: ItemResult, change: Change) -> bool:
    """Whether it may be amended so: only a fault can be, to something that costs nothing or less."""
    if said.result != Result.FAULT or said.item != change.item:
        return False
    if change.result in MILDER:
        return change.severity is None and change.count is None
    return change.result == Result.FAULT and _is_less(book, said, change)


def _is_less(book: RuleBook, said: ItemResult, change: Change) -> bool:
    item = book.item(said.item)
    is_graded_alike = (change.severity is None, change.count is None) == (said.severity is None, said.count is None)
    if item is None or not is_graded_alike or (change.count is not None and change.count < 1):
        return False
    if change.severity not in (None, *(each.code for each in item.severity)):
        return False
    return book.cost_of(said.item, change.severity, change.count) < book.cost_of(said.item, said.severity, said.count)
