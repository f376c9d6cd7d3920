"""Months one after the other, from events alone: what the ledger must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import entries_for
from webapp.domain.ledger.settlement import settled_with, settling_entries
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.carried import Carried
from webapp.domain.scoring.evaluation import Before, Events, Subject, earned_by, evaluate
from webapp.domain.scoring.rating import commended, rate
from webapp.domain.scoring.score import AccountScore


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A month with its scores, its entries (those of settling last), and the balances after it, by account and bucket.

    `levels` has the code of each rating whose span ends with the month, with the level of each account.
    """

    month: str
    scores: Mapping[int, AccountScore]
    entries: tuple[Entry, ...]
    balances: Mapping[tuple[int, str], int]
    commended: frozenset[int]
    levels: Mapping[str, Mapping[int, str]]


def keepers(book: RuleBook, subjects: Iterable[Subject]) -> frozenset[int]:
    """The accounts in whose ledger points are, which alone are rated and commended: where members' points go to their
    parent, the parents.
    """
    up = book.roll_up
    kind = up.to if up and up.keeps == "parent" else book.subject
    return frozenset(each.account for each in subjects if each.kind == kind)


def replay(
    book: RuleBook, subjects: Iterable[Subject], happened: Iterable[tuple[str, Mapping[int, Events]]], version: int = 1
) -> Iterator[ClosedMonth]:
    """Each month closed as if nothing were ever objected to; `happened` has each month, in order, and its events."""
    subjects = tuple(subjects)
    keeping, groups = keepers(book, subjects), {each.account: each.group for each in subjects}
    carried: dict[int, Carried] = {}
    balances: Counter[tuple[int, str]] = Counter()
    waiting: Counter[tuple[int, str]] = Counter()
    earned: dict[str, int] = {}
    totals: dict[str, dict[int, int]] = {}
    vetoed: dict[str, frozenset[int]] = {}
    for month, events in happened:
        scores = evaluate(book, month, subjects, events, Before(carried, _spent(book, month, earned)))
        carried = {account: score.carried for account, score in scores.items()}
        earned[month] = sum(sum(earned_by(score).values()) for score in scores.values())
        kept = {account: score for account, score in scores.items() if account in keeping}
        totals[month] = rated_totals(kept)
        vetoed[month] = frozenset(account for account, score in kept.items() if score.vetoed)
        posted = tuple(
            entry
            for account, score in kept.items()
            for entry in entries_for(score, account, month, version, book.buckets[0].code)
        )
        _book(balances, posted)
        _book(waiting, posted)
        settling = settling_entries(book, month, version, scores, balances, waiting)
        _book(balances, settling)
        if settled_with(book, month):
            waiting.clear()
        yield ClosedMonth(
            month,
            scores,
            (*posted, *settling),
            dict(balances),
            commended(book.commendation, totals[month]),
            levels_of(book, month, totals, groups, vetoed),
        )


def rated_totals(scores: Mapping[int, AccountScore]) -> dict[int, int]:
    """The totals that can be rated and commended."""
    return {account: score.total for account, score in scores.items() if score.assessed and not score.vetoed}


def levels_of(
    book: RuleBook,
    month: str,
    totals: Mapping[str, Mapping[int, int]],
    groups: Mapping[int, str],
    vetoed: Mapping[str, frozenset[int]],
) -> dict[str, dict[int, str]]:
    """The levels of each rating whose span ends with `month`; `totals` and `vetoed` by month.

    Who missed a month has the others; whoever was vetoed in one month of the span has no level.
    """
    found = {}
    for rating in book.ratings:
        if rating.over.ends_in(month):
            months = rating.over.through(month)
            summed: Counter[int] = Counter()
            for each in months:
                summed.update(totals.get(each, {}))
            out = frozenset[int]().union(*(vetoed.get(each, ()) for each in months))
            rated = {account: total for account, total in summed.items() if account not in out}
            found[rating.code] = rate(rating, rated, groups)
    return found


def _spent(book: RuleBook, month: str, earned: Mapping[str, int]) -> int:
    """What deeds earned in the budget's span before this month."""
    return sum(earned.get(each, 0) for each in book.budget.per.through(month)[:-1]) if book.budget else 0


def _book(balances: Counter[tuple[int, str]], entries: Iterable[Entry]) -> None:
    for entry in entries:
        balances[entry.account, entry.bucket] += entry.amount
