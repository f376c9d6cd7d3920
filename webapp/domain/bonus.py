"""Bonus deeds and their cap."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.domain.line import Kind, Line
from webapp.domain.observation import DeedClaim
from webapp.domain.rule_book import RuleBook


def bonus_lines(rule_book: RuleBook, deeds: Iterable[DeedClaim]) -> tuple[Line, ...]:
    """A line for each deed in order of its day, then, past the cap, one that takes off what is too much."""
    lines = tuple(_line(deed) for deed in sorted(deeds, key=lambda each: (each.day, each.id)))
    return (*lines, *_cap(rule_book.bonus_cap, lines))


def _line(deed: DeedClaim) -> Line:
    return Line(Kind.BONUS, deed.kind, deed.points, day=deed.day, sources=(deed.id,), note=deed.text)


def _cap(cap: int, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Names the deeds that the cap cuts, wholly or in part: those that came last."""
    running = 0
    cut: list[str] = []
    for line in lines:
        running += line.amount
        if running > cap:
            cut += line.sources
    return (Line(Kind.CAP, "bonus_cap", cap - running, sources=tuple(cut)),) if cut else ()
