"""One account of a dry run: its score by both rule books, line by line, with what earlier months say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from webapp.domain.months.tried import TriedMonth, TriedRow
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Deed
from webapp.domain.rules.values import Chosen
from webapp.domain.scoring.explanation import Node, explain_score
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.score import AccountScore
from webapp.models import Month
from webapp.queries.checks import inspectors_of_checks

Days = Mapping[str, tuple[dt.date, ...]]  # by escalation: when this account was warned in earlier months of its span


@dataclass(frozen=True, slots=True)
class Side:
    """The score by one of the two; `book` knows the words of every line, `warned` the days of earlier warnings."""

    name: str
    score: AccountScore
    book: RuleBook
    tree: Node
    warned: Days
    unknown: tuple[str, ...]


def tried_account(
    month: Month, tried: Sequence[TriedMonth], account: int, book: RuleBook, books: Mapping[int, RuleBook]
) -> dict[str, Any] | None:
    """`month`, the last that was tried; the others are its past. None for an account that is not in it."""
    rows = [(each.month, row) for each in tried for row in each.rows if row.account == account]
    if not rows or rows[-1][0] != tried[-1].month:
        return None
    sides = [_side("before", books[month.rule_version], rows, books), _side("after", book, rows, books)]
    lines = [line for side in sides if side for line in side.score.lines]
    who = inspectors_of_checks(month.community_id, {line.restored_by for line in lines if line.restored_by})
    return {"row": rows[-1][1], "sides": [side for side in sides if side], "who": who}


def _side(
    name: str, book: RuleBook, rows: Sequence[tuple[str, TriedRow]], books: Mapping[int, RuleBook]
) -> Side | None:
    month, row = rows[-1]
    score: AccountScore | None = getattr(row, name)
    if score is None:
        return None
    earlier = [(each, line) for each, past in rows[:-1] for line in _lines(getattr(past, name))]
    worded, unknown = _with_words(book, score.lines, books)
    return Side(name, score, worded, explain_score(worded, score), _warned(book, month, earlier), unknown)


def _lines(score: AccountScore | None) -> Iterable[Line]:
    return score.lines if score else ()


def _warned(book: RuleBook, month: str, earlier: Iterable[tuple[str, Line]]) -> Days:
    found: dict[str, tuple[dt.date, ...]] = {}
    for name, line in earlier:
        code = escalation_of(book, line.code)
        rule = book.escalation(code) if code else None
        if rule and line.kind == Kind.WARNING and line.day and name >= rule.within.begin(month):
            found[code] = (*found.get(code, ()), line.day)
    return found


def escalation_of(book: RuleBook, code: str) -> str:
    """The escalation of an item or breach; "" without one."""
    return getattr(book.item(code) or book.breach(code), "escalation", "")


def _with_words(
    book: RuleBook, lines: Iterable[Line], books: Mapping[int, RuleBook]
) -> tuple[RuleBook, tuple[str, ...]]:
    """The book with the deeds it does not know, for their labels alone, and the codes of these deeds."""
    unknown = {line.code for line in lines if line.kind == Kind.BONUS and book.rule_of(line.code) is None}
    known = tuple(_known_once(unknown, books))
    return replace(book, deeds=(*book.deeds, *known)), tuple(sorted(unknown))


def _known_once(codes: Iterable[str], books: Mapping[int, RuleBook]) -> Iterator[Deed]:
    for code in sorted(codes):
        found = [rule for _, each in sorted(books.items(), reverse=True) if (rule := each.rule_of(code))]
        if found:
            yield Deed(code, found[0].label, Chosen(0, 0))
