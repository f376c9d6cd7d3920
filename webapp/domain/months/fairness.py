"""Figures that tell whether a month was judged fairly: spread, strictness, agreement, concentration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

ENOUGH_CHECKS = 20  # an inspector with fewer says more about chance than about strictness
ENOUGH_JUDGEMENTS = 50  # items judged twice, below which agreement is not read
BARS = 12
DEVIATES = Fraction(3, 2)  # so many times as many faults as the others, or as few


class Reading(StrEnum):
    """What a figure says in words."""

    TOO_FEW = "too_few"
    EVEN = "even"
    CROWDED = "crowded"  # most have the very same best total: the scheme no longer tells apart
    CONCENTRATED = "concentrated"
    STRICT = "strict"
    MILD = "mild"
    ALIKE = "alike"
    AGREE = "agree"
    PARTLY = "partly"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Bar:
    """How many accounts have a total from `least` to `most`."""

    least: int
    most: int
    count: int


def histogram(totals: Sequence[int]) -> tuple[Bar, ...]:
    """At most a dozen bars of one width, from the least total to the greatest; none without totals."""
    if not totals:
        return ()
    least, most = min(totals), max(totals)
    width = max(-(-(most - least + 1) // BARS), 1)
    counted = Counter((total - least) // width for total in totals)
    return tuple(
        Bar(least + place * width, least + (place + 1) * width - 1, counted[place])
        for place in range((most - least) // width + 1)
    )


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; per cent is rounded to the nearest, half up."""

    part: int
    whole: int
    reading: Reading

    @property
    def percent(self) -> int:
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else 0


def at_the_top(totals: Sequence[int], full: int) -> Share:
    """Accounts with the most that a month can be worth: when nearly all have it, the points say nothing."""
    part = sum(total >= full for total in totals)
    if not totals:
        return Share(0, 0, Reading.TOO_FEW)
    return Share(part, len(totals), Reading.CROWDED if 2 * part > len(totals) else Reading.EVEN)


def concentration(bonuses: Iterable[int]) -> Share:
    """Bonus points that went to the best tenth of accounts, of all bonus points; one account at the least."""
    ranked = sorted((max(bonus, 0) for bonus in bonuses), reverse=True)
    total = sum(ranked)
    if not total:
        return Share(0, 0, Reading.TOO_FEW)
    part = sum(ranked[: max(len(ranked) // 10, 1)])
    return Share(part, total, Reading.CONCENTRATED if 2 * part > total else Reading.EVEN)


@dataclass(frozen=True, slots=True)
class Strictness:
    """Faults found per hundred items judged by one inspector, and by all the others."""

    inspector: int
    checks: int
    own: Fraction
    others: Fraction
    reading: Reading


@dataclass(frozen=True, slots=True)
class Judged:
    """How many checks an inspector made in the month, how many items were judged in them, how many found faulty."""

    checks: int
    items: int
    faults: int


def strictness(by_inspector: Mapping[int, Judged]) -> tuple[Strictness, ...]:
    """One for each inspector, in order of id; courtyards differ, so it is a reason to look, never a proof."""
    items = sum(each.items for each in by_inspector.values())
    faults = sum(each.faults for each in by_inspector.values())
    found = []
    for inspector, each in sorted(by_inspector.items()):
        own, others = _rate(each.faults, each.items), _rate(faults - each.faults, items - each.items)
        found.append(Strictness(inspector, each.checks, own, others, _compared(each, own, others, len(by_inspector))))
    return tuple(found)


def _compared(judged: Judged, own: Fraction, others: Fraction, inspectors: int) -> Reading:
    if judged.checks < ENOUGH_CHECKS or inspectors < 2:
        return Reading.TOO_FEW
    if own > others * DEVIATES:
        return Reading.STRICT
    return Reading.MILD if own * DEVIATES < others else Reading.ALIKE


def _rate(faults: int, items: int) -> Fraction:
    return Fraction(100 * faults, items) if items else Fraction(0)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two inspectors over items that both judged in one week. `kappa` is Cohen's, None where chance alone agrees."""

    judged: int
    agreed: int
    kappa: Fraction | None
    reading: Reading


def agreement(pairs: Iterable[tuple[bool, bool]]) -> Agreement:
    """From each item judged twice: whether the first found a fault, whether the second did.

    Cohen's kappa is (observed − expected) / (1 − expected) agreement (J. Cohen, 1960).
    """
    counted = Counter(pairs)
    judged = counted.total()
    agreed = counted[True, True] + counted[False, False]
    kappa = _kappa(counted, judged, agreed) if judged else None
    return Agreement(judged, agreed, kappa, _read_kappa(kappa, judged))


def _kappa(counted: Counter[tuple[bool, bool]], judged: int, agreed: int) -> Fraction | None:
    first = counted[True, True] + counted[True, False]
    second = counted[True, True] + counted[False, True]
    expected = Fraction(first * second + (judged - first) * (judged - second), judged * judged)
    return (Fraction(agreed, judged) - expected) / (1 - expected) if expected != 1 else None


def _read_kappa(kappa: Fraction | None, judged: int) -> Reading:
    """By the bands of Landis and Koch (1977): substantial from 0.61, fair to moderate from 0.21."""
    if judged < ENOUGH_JUDGEMENTS or kappa is None:
        return Reading.TOO_FEW
    if kappa >= Fraction(61, 100):
        return Reading.AGREE
    return Reading.PARTLY if kappa >= Fraction(21, 100) else Reading.DISAGREE
