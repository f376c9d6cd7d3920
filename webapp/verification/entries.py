"""A month's entries of the ledger against what its scores, its publications and its settling give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import Posting, corrected, entries_for
from webapp.domain.ledger.replay import keepers
from webapp.domain.ledger.settlement import CLEARED, ZEROED, settling_entries
from webapp.domain.months.verification import Difference, Part, compare_entries
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.score import AccountScore
from webapp.queries.balances import brought_by
from webapp.queries.closed_months import ClosedMonth
from webapp.queries.evaluated_then import Recomputed
from webapp.queries.verified_ledger import balances_then, postings_of

SETTLING = (ZEROED, CLEARED)


def entry_differences(
    community_id: int, month: ClosedMonth, book: RuleBook, again: Mapping[int, Recomputed], total: int
) -> Iterator[Difference]:
    """`again` has the scores of each publication of the month, by its key, in order; `total` is how many entries the
    ledger has for the month.
    """
    latest = list(again.values())[-1]
    postings = postings_of(community_id, month.name, latest.scores)
    settling = [each for each in postings if each.entry.kind in SETTLING]
    expected = (
        *_published(month, book, again, postings),
        *_settling(community_id, month, book, latest.scores, settling),
    )
    yield from compare_entries(month.name, Counter(expected), Counter(each.entry for each in postings))
    if total != len(postings):
        yield Difference(Part.ENTRY, month.name, None, "count", str(len(postings)), str(total))


def _published(
    month: ClosedMonth, book: RuleBook, again: Mapping[int, Recomputed], postings: Sequence[Posting]
) -> Iterator[Entry]:
    """What each publication posts on what was there before it."""
    before: list[Posting] = []
    for key, scores in again.items():
        yield from corrected(before, _earned(month, book, scores))
        before += [each for each in postings if each.publication == key]


def _earned(month: ClosedMonth, book: RuleBook, again: Recomputed) -> Iterator[Entry]:
    keeping = keepers(book, again.subjects)
    for account, score in again.scores.items():
        if account in keeping:
            yield from entries_for(score, account, month.name, month.rule_version, book.buckets[0].code)


def _settling(
    community_id: int,
    month: ClosedMonth,
    book: RuleBook,
    scores: Mapping[int, AccountScore],
    found: Sequence[Posting],
) -> Iterable[Entry]:
    """What settling took, if it was settled and had anything to take."""
    if month.settled_at is None:
        return ()
    clears = any(bucket.clears and bucket.clears.ends_in(month.name) for bucket in book.buckets)
    if not clears and not any(line.kind == Kind.ZERO for score in scores.values() for line in score.lines):
        return ()
    balances = balances_then(community_id, month.name, found[0] if found else None, month.settled_at)
    waiting = brought_by(community_id, book.settlement.through(month.name))
    return settling_entries(book, month.name, month.rule_version, scores, balances, waiting)
