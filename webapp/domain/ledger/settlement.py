"""Settling a month: buckets emptied by a breach, and at the end of their span what could be spent and was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from webapp.domain.ledger.entry import Entry
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.score import AccountScore

ZEROED, CLEARED = "zeroed", "cleared"
Balances = Mapping[tuple[int, str], int]  # by account and bucket


def settled_with(book: RuleBook, month: str) -> tuple[str, ...]:
    """The months whose points can be spent once `month` is settled; none while their span still runs."""
    return book.settlement.through(month) if book.settlement.ends_in(month) else ()


def settling_entries(
    book: RuleBook,
    month: str,
    rule_version: int,
    scores: Mapping[int, AccountScore],
    balances: Balances,
    waiting: Balances = MappingProxyType({}),
) -> tuple[Entry, ...]:
    """What settling takes off `balances`, which hold this month's points already.

    `waiting` is what the months of the running settlement brought, this one included: nobody could spend it yet, so
    clearing leaves it for the next span. A breach that empties a bucket takes it too.
    """
    zeroed = set(_zeroed(book, scores))
    entries = []
    for (account, bucket), balance in sorted(balances.items()):
        new = max(waiting.get((account, bucket), 0), 0)
        keeps = 0 if (account, bucket) in zeroed else _keeps(book, bucket, month, balance, new)
        if balance > keeps:
            kind = ZEROED if (account, bucket) in zeroed else CLEARED
            entries.append(Entry(account, bucket, month, kind, bucket, keeps - balance, "", rule_version))
    return tuple(entries)


def _zeroed(book: RuleBook, scores: Mapping[int, AccountScore]) -> Iterable[tuple[int, str]]:
    for account, score in scores.items():
        for line in score.lines:
            if line.kind == Kind.ZERO:
                yield account, line.bucket or book.buckets[0].code


def _keeps(book: RuleBook, code: str, month: str, balance: int, new: int) -> int:
    bucket = book.bucket(code)
    clears_now = bucket is not None and bucket.clears is not None and bucket.clears.ends_in(month)
    return bucket.keeps + new if bucket and clears_now else balance
