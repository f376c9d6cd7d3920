"""The most that a subject can reach, as far as the rule book bounds it: a level beyond it would never be given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Deed
from webapp.domain.rules.document import Path, RuleBookError
from webapp.domain.rules.limits import Limits
from webapp.domain.rules.span import MONTH, Span

DAYS = 31
Bound = int | None  # None: without bound


def out_of_reach(book: RuleBook) -> Iterator[RuleBookError]:
    """A commendation or level from more points than there can be. What members bring has no bound."""
    if book.roll_up:
        return
    if book.commendation and book.commendation.minimum is not None:
        yield from _beyond(book, ("commendation", "minimum"), book.commendation.minimum, MONTH)
    for at, rating in enumerate(book.ratings):
        for place, level in enumerate(rating.levels):
            if level.by == "from":
                yield from _beyond(book, ("ratings", at, "levels", place, "from"), level.value, rating.over)


def most_in(book: RuleBook, span: Span) -> Bound:
    """An upper bound of a span's total; it may be a little more than can really be reached."""
    deeds = _most_of_deeds(book)
    if deeds is None:
        return None
    every = book.start.every.months
    bases = span.months if every == 1 else -(-span.months // every) + 1
    return deeds * span.months + book.base * bases


def _beyond(book: RuleBook, path: Path, value: int, span: Span) -> Iterator[RuleBookError]:
    most = most_in(book, span)
    if most is not None and value > most:
        yield RuleBookError(path, "never_reached", value=value, months=span.months, most=most)


def _most_of_deeds(book: RuleBook) -> Bound:
    """In one month."""
    of_categories = [_most_of_category(book, code) for code in ("", *(each.code for each in book.categories))]
    return _least([_sum(of_categories), *_caps(book.bonus)])


def _most_of_category(book: RuleBook, code: str) -> Bound:
    category = book.category(code)
    deeds = _sum(_most_of(deed) for deed in book.deeds if deed.category == code)
    return _least([deeds, *(_caps(category.limits) if category else ())])


def _most_of(deed: Deed) -> Bound:
    one = min(deed.most, deed.limits.capped("event") or deed.most)
    by_times = (one * often * (DAYS if period == "day" else 1) for period, often in deed.limits.times)
    return _least([*by_times, *_caps(deed.limits)])


def _caps(limits: Limits) -> Iterator[int]:
    """What each cap leaves of a month; a longer one at most all of itself."""
    for period, most in limits.cap:
        if period != "event":
            yield most * (DAYS if period == "day" else 1)


def _least(bounds: Iterable[Bound]) -> Bound:
    return min((each for each in bounds if each is not None), default=None)


def _sum(bounds: Iterable[Bound]) -> Bound:
    found = list(bounds)
    return None if None in found else sum(each or 0 for each in found)
