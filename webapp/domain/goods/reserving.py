"""What of a shelf is free, whose turn it is when goods come, and what a household may have put by for itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.goods.exchange import Customer, Refused, most_payable, pay
from webapp.domain.rules.book import RuleBook

LONGEST_DAYS = 31  # that goods are put by
TURN_DAYS = 3  # that whose turn it is has to say so, beside the day on which goods can first be had


def free_of(stock: int, kept: int) -> int:
    """Pieces that anybody may have; a count may have found fewer than were put by."""
    return max(0, stock - kept)


def whose_turn(waiting: Iterable[tuple[int, int]], free: int) -> list[int]:
    """Keys of those for whom there is enough, of (key, pieces) in their order: nobody overtakes."""
    called = []
    for key, pieces in waiting:
        if pieces > free:
            break
        called.append(key)
        free -= pieces
    return called


def turn_until(book: RuleBook, today: dt.date) -> dt.date:
    """The last day of a turn that comes today; no day of it is one on which the rules let nobody reserve."""
    opening = book.exchange.opening(today) if book.exchange else None
    return (opening[0] if opening else today) + dt.timedelta(days=TURN_DAYS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many pieces of a good, each for `points`; `had` is what the account got of it this month."""

    name: str
    unit: str
    points: int
    pieces: int = 1
    most_each: int | None = None
    had: int = 0


def require_right(book: RuleBook, customer: Customer, day: dt.date) -> None:
    """Raises Refused with what forbids even the least exchange on that day; few points are no matter here."""
    try:
        pay(book, customer, _least(book), day)
    except Refused as refused:
        if refused.reason != "too_few_points":
            raise


def require_reservable(book: RuleBook, customer: Customer, wanted: Wanted, promised: int, day: dt.date) -> None:
    """Raises Refused unless the counter would hand it out on that day, beside what is put by for `promised` points.

    The least that one visit spends is made up at the counter, with other goods.
    """
    price = wanted.points * wanted.pieces
    missing = promised + price - most_payable(book, customer.balances)
    try:
        pay(book, customer, max(price, _least(book)), day)
    except Refused as refused:
        if promised and refused.reason == "too_few_points":
            raise Refused("promised", missing=missing) from refused
        raise
    if wanted.most_each is not None and wanted.had + wanted.pieces > wanted.most_each:
        raise Refused("most_each", name=wanted.name, most=wanted.most_each, unit=wanted.unit)
    if missing > 0:
        raise Refused("promised", missing=missing)


def _least(book: RuleBook) -> int:
    return max(book.exchange.minimum, 1) if book.exchange else 1
