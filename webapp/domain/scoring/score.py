"""One account's score of one month, with an explanation whose lines add up to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.domain.scoring.aggregation import item_cost
from webapp.domain.scoring.carried import NOTHING, Carried, Tally
from webapp.domain.scoring.events import bonus_lines, breach_lines, warning
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import DeedClaim, ItemResult, Observation, Result
from webapp.domain.scoring.restoration import Finding, findings, in_order

CUTS_OF_DEEDS = ("bonus_cap", "deeds.", "budget")
SAYS_NOTHING = (Result.NOT_APPLICABLE, Result.NOT_ASSESSED, Result.SET_ASIDE, Result.DISMISSED)
NO_COST = (Result.FIXED, Result.THIRD_PARTY, Result.NOT_APPLICABLE, Result.SET_ASIDE, Result.DISMISSED)


@dataclass(frozen=True, slots=True)
class AccountScore:
    """`total` is the sum of the lines' amounts, adjustments of earlier months left out. Not assessed (未评) there is no
    base, so a total is not to be shown or compared; deeds are credited all the same. Vetoed, it is neither rated nor
    commended. `carried` is for the next month.
    """

    assessed: bool
    base: int
    bonus: int
    total: int
    lines: tuple[Line, ...]
    carried: Carried = NOTHING
    vetoed: bool = False

    @classmethod
    def of(cls, assessed: bool, lines: tuple[Line, ...], carried: Carried) -> AccountScore:
        bonus = sum(line.amount for line in lines if line.kind == Kind.MEMBER or is_of_deeds(line))
        total = sum(line.amount for line in lines if line.kind != Kind.ADJUSTMENT)
        vetoed = any(line.kind == Kind.VETO for line in lines)
        return cls(assessed, total - bonus, bonus, total, lines, carried, vetoed)

    @property
    def adjusted(self) -> int:
        """Points that this month brings for earlier ones, beside its total."""
        return sum(line.amount for line in self.lines if line.kind == Kind.ADJUSTMENT)

    def adjusted_by(self, lines: Iterable[Line]) -> AccountScore:
        """Itself with adjustments of earlier months."""
        lines = tuple(lines)
        return replace(self, lines=(*self.lines, *lines)) if lines else self


def is_of_deeds(line: Line) -> bool:
    """Whether it is a deed, or cuts one."""
    return line.kind == Kind.BONUS or (line.kind == Kind.CAP and line.code.startswith(CUTS_OF_DEEDS))


def score_month(
    book: RuleBook,
    month: str,
    observations: Iterable[Observation],
    claims: Iterable[DeedClaim],
    today: dt.date | None = None,
    carried: Carried = NOTHING,
) -> AccountScore:
    """The score of `month` (YYYY-MM).

    Observations that count in another month serve only as re-checks. With `today` the view is provisional: a
    deduction that can still be put right says until when.
    """
    seen = in_order(observations)
    counting = [each for each in seen if each.month == month and each.counts]
    assessed = bool(counting) or not book.items
    claims, tally = tuple(claims), Tally(month, carried)
    lines = (
        *(_base_lines(book, tally) if assessed else ()),
        *(_item_lines(book, month, seen, counting, today, tally) if counting else ()),
        *breach_lines(book, claims, tally),
        *bonus_lines(book, claims, tally),
    )
    return AccountScore.of(assessed, (*lines, *floor_lines(book, assessed, lines)), tally.carried())


def _base_lines(book: RuleBook, tally: Tally) -> tuple[Line, ...]:
    """A base that is given for a span stands in the first month of it that is assessed."""
    if not book.base or tally.used("base", book.start.every):
        return ()
    tally.add("base", book.start.every, 1)
    return (Line(Kind.BASE, "base", book.base),)


def floor_lines(book: RuleBook, assessed: bool, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """What raises the sum of `lines` to the floor."""
    total = sum(line.amount for line in lines)
    if book.floor is None or not assessed or total >= book.floor:
        return ()
    return (Line(Kind.FLOOR, "floor", book.floor - total),)


def _item_lines(
    book: RuleBook,
    month: str,
    seen: list[Observation],
    counting: list[Observation],
    today: dt.date | None,
    tally: Tally,
) -> tuple[Line, ...]:
    faults: dict[str, list[Finding]] = {}
    for each in findings(book, seen):
        if each.month == month:
            faults.setdefault(each.item, []).append(each)
    free = {said.item for each in counting for said in each.results if said.result in NO_COST}
    lines: list[Line] = []
    for item in book.items:
        of_item = faults.get(item.code)
        if of_item:
            unrestored = [each for each in of_item if each.restored_on is None]
            lines += _deduction(book, item, unrestored, counting, today, tally)
            lines += [_restored(each) for each in of_item if each.restored_on]
        if item.code in free:
            lines += _no_cost(item.code, [each for each in counting if item.in_season(each.day.month)])
    return tuple(lines)


def _judges(observation: Observation, item: Item) -> bool:
    """Whether it says of this item that it passed or not."""
    said = next((each.result for each in observation.results if each.item == item.code), Result.PASS)
    return said not in SAYS_NOTHING and item.in_season(observation.day.month)


def _deduction(
    book: RuleBook,
    item: Item,
    unrestored: list[Finding],
    counting: list[Observation],
    today: dt.date | None,
    tally: Tally,
) -> Iterator[Line]:
    """One line for the item, whatever the number of its findings; its evidence is the first of the costliest."""
    if not unrestored:
        return
    costs = {each.check_id: _cost(book, each) for each in unrestored}
    judging = [each for each in counting if _judges(each, item)]
    amount = item_cost(book.aggregation, ((each.day, costs.get(each.check_id, 0)) for each in judging))
    first = max(unrestored, key=lambda each: costs[each.check_id])
    behind = [first, *(each for each in unrestored if each is not first)]
    can_restore = today is not None and all(each.still_open(today) for each in unrestored)
    step = warning(book, item.escalation, tally) if amount else ""
    outweighed = costs[first.check_id] and not amount
    yield _line(
        Kind.WARNING if step else Kind.OUTWEIGHED if outweighed else Kind.DEDUCTION,
        first.said,
        amount=0 if step else -amount,
        day=first.day,
        sources=tuple(each.check_id for each in behind),
        until=min(each.until for each in unrestored) if can_restore else None,
        step=step or None,
    )


def _cost(book: RuleBook, finding: Finding) -> int:
    return book.cost_of(finding.item, finding.said.severity, finding.said.count)


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
        amended=said.amended,
        **more,
    )
