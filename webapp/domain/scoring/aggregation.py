"""From the checks of a month to what one item costs: any, majority, average or latest, by week and by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from webapp.domain.rules.checklist import Aggregation

Cost = int | Fraction  # only an average makes fractions
Costs = Sequence[Cost]


def item_cost(rule: Aggregation, seen: Iterable[tuple[dt.date, int]]) -> int:
    """Points that an item costs in a month; `seen` has each check's day and the item's cost in it, in order of time.

    Weeks begin on Monday. What is left of a point is dropped.
    """
    weeks: dict[tuple[int, int], list[Cost]] = {}
    for day, cost in seen:
        weeks.setdefault(day.isocalendar()[:2], []).append(cost)
    by_week = [_WAYS[rule.week](costs) for costs in weeks.values()]
    return int(_WAYS[rule.month](by_week)) if by_week else 0


def _any(costs: Costs) -> Cost:
    return max(costs)


def _majority(costs: Costs) -> Cost:
    """The mildest cost that more than half of them reach: half and half is no majority."""
    dearest_first = sorted(costs, reverse=True)
    return dearest_first[len(costs) // 2]


def _average(costs: Costs) -> Cost:
    return Fraction(sum(costs)) / len(costs)


def _latest(costs: Costs) -> Cost:
    return costs[-1]


_WAYS: dict[str, Callable[[Costs], Cost]] = {
    "any": _any,
    "majority": _majority,
    "average": _average,
    "latest": _latest,
}
