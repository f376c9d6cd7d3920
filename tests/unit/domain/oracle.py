"""What limits leave of events, worked out in the plainest way: each event looks at all that came before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Breach, Deed
from webapp.domain.rules.limits import Limits
from webapp.domain.scoring.observation import DeedClaim

IN_ONE: dict[str, Callable[[dt.date], object]] = {
    "event": lambda day: None,
    "day": lambda day: day,
    "month": lambda day: (day.year, day.month),
    "quarter": lambda day: (day.year, (day.month - 1) // 3),
    "half_year": lambda day: (day.year, day.month > 6),
    "year": lambda day: day.year,
    "ever": lambda day: "ever",
}


@dataclass(frozen=True)
class Given:
    """What an event was given in the end."""

    claim: DeedClaim
    rule: Deed | Breach
    points: int


def deeds_given(book: RuleBook, claims: Iterable[DeedClaim]) -> tuple[Given, ...]:
    """Before any budget."""
    return _given(book, [(each, book.deed(each.kind)) for each in _ordered(claims) if book.deed(each.kind)], book.bonus)


def breaches_given(book: RuleBook, claims: Iterable[DeedClaim]) -> tuple[Given, ...]:
    """Those that no warning stood in for."""
    recorded = [(each, book.breach(each.kind)) for each in _ordered(claims) if book.breach(each.kind)]
    return _given(book, list(_not_warned(book, recorded)), Limits())


def points_of(given: Iterable[Given], month: str) -> int:
    return sum(each.points for each in given if f"{each.claim.day:%Y-%m}" == month)


def _ordered(claims: Iterable[DeedClaim]) -> list[DeedClaim]:
    return sorted(claims, key=lambda each: (each.day, each.id))


def _not_warned(book: RuleBook, recorded: list) -> Iterator[tuple]:
    had: dict[tuple[str, str], int] = {}
    for claim, breach in recorded:
        escalation = book.escalation(breach.escalation)
        if escalation is None:
            yield claim, breach
            continue
        cycle = escalation.code, escalation.within.begin(f"{claim.day:%Y-%m}")
        had[cycle] = had.get(cycle, 0) + 1
        if had[cycle] > len(escalation.steps):
            yield claim, breach


def _given(book: RuleBook, events: list, over_all: Limits) -> tuple[Given, ...]:
    found: list[Given] = []
    for claim, rule in events:
        category = book.category(rule.category)
        points = rule.value.worth(claim.chosen, claim.quantity).given
        points = _left(rule.limits, points, claim, [each for each in found if each.rule is rule])
        if category:
            alike = [each for each in found if each.rule.category == category.code]
            points = _left(category.limits, points, claim, alike)
        found.append(Given(claim, rule, _left(over_all, points, claim, found)))
    return tuple(found)


def _left(limits: Limits, points: int, claim: DeedClaim, before: list[Given]) -> int:
    for period, most in limits.times:
        same = [each for each in before if each.points and _together(period, each.claim, claim)]
        points = 0 if len(same) >= most else points
    for period, most in limits.cap:
        used = sum(each.points for each in before if period != "event" and _together(period, each.claim, claim))
        points = min(points, max(most - used, 0))
    return points


def _together(period: str, one: DeedClaim, other: DeedClaim) -> bool:
    return IN_ONE[period](one.day) == IN_ONE[period](other.day)
