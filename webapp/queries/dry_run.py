"""A rule book tried on past months: what each account would have had, beside what it has; writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.domain.carried import Carried
from webapp.domain.evaluation import Before, earned_by, evaluate
from webapp.domain.fairness import Bar, histogram
from webapp.domain.rule_book import RuleBook
from webapp.domain.scoring import AccountScore
from webapp.models import Month
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.months import month_named, months_of
from webapp.queries.observations import resolutions
from webapp.queries.rule_books import rule_book_in_force, rule_book_scored_by
from webapp.queries.scores import computed_scores, kept_scores
from webapp.queries.scoring_input import events_in, scored_accounts, subjects_of

MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class TriedRow:
    """An account with its score now and by the tried rule book; None where one of them does not score it."""

    account: int
    label: AccountLabel
    before: AccountScore | None
    after: AccountScore | None

    @property
    def change(self) -> int | None:
        """In points; None where one of the two is not assessed."""
        if self.before and self.after and self.before.assessed and self.after.assessed:
            return self.after.total - self.before.total
        return None

    @property
    def differs(self) -> bool:
        """Whether anything a household would notice is different."""
        return _shown(self.before) != _shown(self.after)


@dataclass(frozen=True, slots=True)
class TriedMonth:
    """A month tried: its rows in the order of the board, and how the totals are spread before and after."""

    month: str
    rows: tuple[TriedRow, ...]

    @property
    def differing(self) -> list[TriedRow]:
        return [row for row in self.rows if row.differs]

    @property
    def more(self) -> int:
        return sum((row.change or 0) > 0 for row in self.rows)

    @property
    def less(self) -> int:
        return sum((row.change or 0) < 0 for row in self.rows)

    @property
    def spread_before(self) -> tuple[Bar, ...]:
        return histogram([row.before.total for row in self.rows if row.before and row.before.assessed])

    @property
    def spread_after(self) -> tuple[Bar, ...]:
        return histogram([row.after.total for row in self.rows if row.after and row.after.assessed])


def _shown(score: AccountScore | None) -> tuple[bool, int] | None:
    return (score.assessed, score.total if score.assessed else 0) if score else None


def months_to_try(community_id: int) -> list[str]:
    """The latest months that there are, the earliest first."""
    return sorted(month.name for month in months_of(community_id))[-MOST_MONTHS:]


def dry_run(community_id: int, book: RuleBook, months: Sequence[str], day: dt.date) -> Iterator[TriedMonth]:
    """The months one after the other, each carrying over to the next as it would have; holders as on `day`."""
    labels = account_labels(community_id, day)
    carried: dict[int, Carried] = {}
    earned: dict[str, int] = {}
    for name in sorted(months):
        spent = sum(earned.get(each, 0) for each in book.budget.per.through(name)[:-1]) if book.budget else 0
        after = _by(book, community_id, name, Before(carried, spent))
        carried = {account: score.carried for account, score in after.items()}
        earned[name] = sum(sum(earned_by(score).values()) for score in after.values())
        before = _now(community_id, name)
        accounts = [*after, *(account for account in before if account not in after)]
        yield TriedMonth(
            name,
            tuple(
                TriedRow(account, labels[account], before.get(account), after.get(account))
                for account in sorted(accounts, key=lambda each: (labels[each].order, each))
            ),
        )


def _by(book: RuleBook, community_id: int, month: str, before: Before) -> dict[int, AccountScore]:
    accounts = scored_accounts(community_id, month, book)
    events = events_in(community_id, month, accounts, resolutions(community_id, month))
    return evaluate(book, month, subjects_of(accounts), events, before)


def _now(community_id: int, name: str) -> dict[int, AccountScore]:
    """As kept; of an open month as it would be scored now."""
    month = month_named(community_id, name)
    kept = kept_scores(month) if month else []
    if kept:
        return {each.account.id: each.score for each in kept}
    found = computed_scores(community_id, name, resolutions(community_id, name))
    return {each.account.id: each.score for each in found}


def book_of_month(community_id: int, name: str) -> RuleBook:
    """The rule book that the month stands under."""
    month: Month | None = month_named(community_id, name)
    return rule_book_scored_by(month) if month else rule_book_in_force(community_id, name)[1]
