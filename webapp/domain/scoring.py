"""A courtyard's score of one month, with an explanation whose lines add up to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.domain.bonus import bonus_lines
from webapp.domain.line import Kind, Line
from webapp.domain.observation import DeedClaim, ItemResult, Observation, Result
from webapp.domain.restoration import Finding, findings, in_order
from webapp.domain.rule_book import RuleBook

NO_COST = (Result.FIXED, Result.THIRD_PARTY, Result.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class CourtyardScore:
    """`total` is the sum of the lines' amounts. Not assessed (未评) there is no base, so a total is not to be
    shown or compared; deeds are credited all the same.
    """

    assessed: bool
    base: int
    bonus: int
    total: int
    lines: tuple[Line, ...]


def score_month(
    rule_book: RuleBook,
    month: str,
    observations: Iterable[Observation],
    deeds: Iterable[DeedClaim],
    today: dt.date | None = None,
) -> CourtyardScore:
    """The score of `month` (YYYY-MM).

    Observations that count in another month serve only as re-checks. With `today` the view is provisional: a
    deduction that can still be put right says until when.
    """
    seen = in_order(observations)
    counting = [each for each in seen if each.month == month and each.counts]
    of_items = _item_lines(rule_book, month, seen, counting, today) if counting else ()
    base_lines = (Line(Kind.BASE, "base", rule_book.base), *of_items) if counting else ()
    credited = bonus_lines(rule_book, deeds)
    base, bonus = _sum(base_lines), _sum(credited)
    return CourtyardScore(bool(counting), base, bonus, base + bonus, (*base_lines, *credited))


def _sum(lines: Iterable[Line]) -> int:
    return sum(line.amount for line in lines)


def _item_lines(
    rule_book: RuleBook,
    month: str,
    seen: list[Observation],
    counting: list[Observation],
    today: dt.date | None,
) -> tuple[Line, ...]:
    faults = [each for each in findings(rule_book, seen) if each.month == month]
    lines: list[Line] = []
    for item in rule_book.items:
        of_item = [each for each in faults if each.item == item.code]
        lines += _deduction(rule_book, [each for each in of_item if each.restored_on is None], today)
        lines += [_restored(each) for each in of_item if each.restored_on]
        lines += _no_cost(item.code, [each for each in counting if item.in_season(each.day.month)])
    return tuple(lines)


def _deduction(rule_book: RuleBook, unrestored: list[Finding], today: dt.date | None) -> Iterator[Line]:
    """One line for the item, whatever the number of its findings; its evidence is the first of the costliest."""
    if not unrestored:
        return
    first = max(unrestored, key=lambda each: _cost(rule_book, each))
    behind = [first, *(each for each in unrestored if each is not first)]
    can_restore = today is not None and all(each.still_open(today) for each in unrestored)
    yield _line(
        Kind.DEDUCTION,
        first.said,
        amount=-_cost(rule_book, first),
        day=first.day,
        sources=tuple(each.check_id for each in behind),
        until=min(each.until for each in unrestored) if can_restore else None,
    )


def _cost(rule_book: RuleBook, finding: Finding) -> int:
    return rule_book.cost_of(finding.item, finding.said.severity, finding.said.count)


def _restored(finding: Finding) -> Line:
    return _line(
        Kind.RESTORED,
        finding.said,
        day=finding.day,
        sources=(finding.check_id,),
        restored_on=finding.restored_on,
        restored_by=finding.restored_by,
    )


def _no_cost(item: str, counting: list[Observation]) -> Iterator[Line]:
    """One line for each result that costs nothing, however often it was seen."""
    said = [(seen, each) for seen in counting for each in seen.results if each.item == item]
    for result in NO_COST:
        alike = [(seen, each) for seen, each in said if each.result == result]
        if alike:
            seen, words = alike[0]
            yield _line(Kind.NO_COST, words, day=seen.day, sources=tuple(each.check_id for each, _ in alike))


def _line(kind: Kind, said: ItemResult, amount: int = 0, **more) -> Line:
    return Line(
        kind,
        said.item,
        amount,
        result=said.result,
        phrases=said.phrases,
        note=said.note,
        photos=said.photos,
        severity=said.severity,
        count=said.count,
        **more,
    )
