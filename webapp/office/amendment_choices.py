"""What a fault may count as instead, as a form offers it."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.amendment import MILDER, Change, is_milder
from webapp.domain.scoring.observation import ItemResult, Result
from webapp.explanations import graded
from webapp.models import Finding
from webapp.office.words import result

MOST_COUNTS = 20  # who wants a list longer than this returns the check


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is what the form sends; `cost` is what it takes off."""

    value: str
    label: str
    cost: int


def choices_for(book: RuleBook, finding: Finding) -> list[Choice]:
    """Milder faults first, the costliest of them at the top, then what costs nothing."""
    said = ItemResult(finding.item, finding.result, severity=finding.severity, count=finding.count)
    lesser = [each for each in _lesser(book, finding) if is_milder(book, said, each)]
    costs = {each: book.cost_of(each.item, each.severity, each.count) for each in lesser}
    milder = [
        Choice(_value(each), _label(book, each), costs[each]) for each in sorted(lesser, key=lambda each: -costs[each])
    ]
    return milder + [Choice(each.value, result(each), 0) for each in MILDER]


def read_choice(item: str, value: str) -> Change:
    """What the form meant; anything that is no choice is refused by the rules, as a change to it."""
    name, _, grade = value.partition(" ")
    if name == "count" and grade.isdecimal() and len(grade) <= 4:
        return Change(item, Result.FAULT.value, count=int(grade))
    if name == "severity":
        return Change(item, Result.FAULT.value, severity=grade)
    return Change(item, value)


def _lesser(book: RuleBook, finding: Finding) -> list[Change]:
    item = book.item(finding.item)
    if item is None:
        return []
    if finding.count is not None:
        counts = range(max(1, finding.count - MOST_COUNTS), finding.count)
        return [Change(item.code, Result.FAULT.value, count=count) for count in reversed(counts)]
    return [Change(item.code, Result.FAULT.value, severity=each.code) for each in item.severity]


def _value(change: Change) -> str:
    return f"severity {change.severity}" if change.count is None else f"count {change.count}"


def _label(book: RuleBook, change: Change) -> str:
    return graded(book.item(change.item), change)
