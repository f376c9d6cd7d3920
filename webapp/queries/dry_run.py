"""A rule book tried on past months: what each account would have had, beside what it has; writes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from webapp.domain.ledger.replay import keepers, rated_totals
from webapp.domain.months.tried import TriedMonth, TriedRow
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.carried import Carried
from webapp.domain.scoring.evaluation import Before, earned_by, evaluate
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.rating import commended
from webapp.domain.scoring.score import AccountScore
from webapp.models import Month
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.accounts import AccountRow
from webapp.queries.months import month_named, months_of
from webapp.queries.observations import resolutions
from webapp.queries.rule_books import rule_book_in_force, rule_book_scored_by
from webapp.queries.scores import computed_scores, kept_scores
from webapp.queries.scoring_input import events_in, scored_accounts, subjects_of

MOST_MONTHS = 12

Scores = Mapping[int, AccountScore]


@dataclass(frozen=True, slots=True)
class _Side:
    """A month by one of the two rule books; `kept` are the scores of the accounts that keep points."""

    scores: Scores
    kept: Scores
    commended: frozenset[int]

    @classmethod
    def of(cls, book: RuleBook, accounts: Iterable[AccountRow], scores: Scores) -> _Side:
        keeping = keepers(book, subjects_of(accounts))
        kept = {account: score for account, score in scores.items() if account in keeping}
        return cls(scores, kept, commended(book.commendation, rated_totals(kept)))

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(score.total for score in self.kept.values() if score.assessed)


def months_to_try(community_id: int) -> list[str]:
    """The latest months that there are, the earliest first."""
    return sorted(month.name for month in months_of(community_id))[-MOST_MONTHS:]


def dry_run(community_id: int, book: RuleBook, months: Collection[str], day: dt.date) -> Iterator[TriedMonth]:
    """Those of `months` that can be tried, one after the other; holders as on `day`.

    Whatever is asked for, the book is tried from the earliest month on, each carrying over to the next as it would
    have: a warning or a yearly cap does not depend on which months are looked at.
    """
    labels = account_labels(community_id, day)
    carried: dict[int, Carried] = {}
    earned: dict[str, int] = {}
    for name in (known for known in months_to_try(community_id) if known <= max(months, default="")):
        spent = sum(earned.get(each, 0) for each in book.budget.per.through(name)[:-1]) if book.budget else 0
        after = _by(book, community_id, name, Before(carried, spent))
        carried = {account: score.carried for account, score in after.scores.items()}
        earned[name] = sum(sum(earned_by(score).values()) for score in after.scores.values())
        if name in months:
            yield _tried(book, name, _now(community_id, name), after, labels)


def _tried(
    book: RuleBook, name: str, before: _Side, after: _Side, labels: Mapping[int, AccountLabel]
) -> TriedMonth[AccountLabel]:
    accounts = sorted({*before.scores, *after.scores}, key=lambda each: (labels[each].order, each))
    rows = (
        TriedRow(
            account,
            labels[account],
            before.scores.get(account),
            after.scores.get(account),
            account in before.commended,
            account in after.commended,
        )
        for account in accounts
    )
    return TriedMonth(name, tuple(rows), before.totals, after.totals, _unknown_deeds(book, after.scores))


def _unknown_deeds(book: RuleBook, scores: Scores) -> Mapping[str, int]:
    """How many deeds there are of each kind that the book does not know."""
    lines = (line for score in scores.values() for line in score.lines if line.kind == Kind.BONUS)
    return Counter(line.code for line in lines if book.rule_of(line.code) is None)


def _by(book: RuleBook, community_id: int, month: str, before: Before) -> _Side:
    accounts = scored_accounts(community_id, month, book)
    events = events_in(community_id, month, accounts, resolutions(community_id, month))
    return _Side.of(book, accounts, evaluate(book, month, subjects_of(accounts), events, before))


def _now(community_id: int, name: str) -> _Side:
    """As kept; of an open month as it would be scored now."""
    month = month_named(community_id, name)
    kept = kept_scores(month) if month else []
    found = kept or computed_scores(community_id, name, resolutions(community_id, name))
    scores = {each.account.id: each.score for each in found}
    return _Side.of(book_of_month(community_id, name), [each.account for each in found], scores)


def book_of_month(community_id: int, name: str) -> RuleBook:
    """The rule book that the month stands under."""
    month: Month | None = month_named(community_id, name)
    return rule_book_scored_by(month) if month else rule_book_in_force(community_id, name)[1]
