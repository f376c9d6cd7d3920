"""A rule book tried on past months: what each account would have had, beside what it has; writes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from webapp.queries.months import months_of
from webapp.queries.observations import resolutions
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


def months_to_try(community_id: int) -> list[Month]:
    """The latest months that there are, the earliest first."""
    return sorted(months_of(community_id), key=lambda month: month.name)[-MOST_MONTHS:]


def dry_run(
    known: Sequence[Month], books: Mapping[int, RuleBook], book: RuleBook, months: Collection[str], day: dt.date
) -> Iterator[TriedMonth]:
    """Those `months` that are among the `known` ones to try, one after the other; holders as on `day`. `books` are the
    community's, by version.

    Whatever is asked for, the book is tried from the earliest month on, each carrying over to the next as it would
    have: a warning or a yearly cap does not depend on which months are looked at.
    """
    wanted = [month for month in known if month.name <= max(months, default="")]
    labels = account_labels(wanted[0].community_id, day) if wanted else {}
    carried: dict[int, Carried] = {}
    earned: dict[str, int] = {}
    for month in wanted:
        spent = sum(earned.get(each, 0) for each in book.budget.per.through(month.name)[:-1]) if book.budget else 0
        after = _by(book, month, Before(carried, spent))
        carried = {account: score.carried for account, score in after.scores.items()}
        earned[month.name] = sum(sum(earned_by(score).values()) for score in after.scores.values())
        if month.name in months:
            yield _tried(book, month.name, _now(month, books[month.rule_version]), after, labels)


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


def _by(book: RuleBook, month: Month, before: Before) -> _Side:
    community_id, name = month.community_id, month.name
    accounts = scored_accounts(community_id, name, book)
    events = events_in(community_id, name, accounts, resolutions(community_id, name))
    return _Side.of(book, accounts, evaluate(book, name, subjects_of(accounts), events, before))


def _now(month: Month, book: RuleBook) -> _Side:
    """As kept; of an open month as it would be scored now."""
    found = kept_scores(month) or computed_scores(
        month.community_id, month.name, resolutions(month.community_id, month.name)
    )
    return _Side.of(book, [each.account for each in found], {each.account.id: each.score for each in found})
