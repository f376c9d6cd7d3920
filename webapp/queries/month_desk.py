"""The desk of one month: scores as they stand, what is missing, how they are spread."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from statistics import median_low

from webapp.domain.calendar_month import last_day, previous_month
from webapp.domain.months.cycle import State
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.score import AccountScore
from webapp.models import Account, Month
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.accounts import AccountRow
from webapp.queries.deeds import waiting_deeds
from webapp.queries.kept import kept, known
from webapp.queries.observations import resolutions
from webapp.queries.rule_books import rule_book_in_force, rule_book_scored_by
from webapp.queries.scores import Seen, ambiguous_courtyards, computed_scores, kept_scores, provisional_score, totals_of
from webapp.queries.walks import first_waiting_walk, waiting_checks


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An account's line; `change` is against the month before, None when one of the two was not assessed."""

    account: AccountRow
    label: AccountLabel
    score: AccountScore
    change: int | None

    @property
    def deductions(self) -> list[Line]:
        return [line for line in self.score.lines if line.kind in (Kind.DEDUCTION, Kind.BREACH)]

    @property
    def holder(self) -> str:
        return self.label.holder


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands between an open month and oversight; counts, and where to go."""

    not_assessed: int
    waiting_checks: int
    waiting_walk: str | None
    waiting_deeds: int
    ambiguous: int
    last_day: dt.date
    is_over: bool

    @property
    def count(self) -> int:
        things = (self.not_assessed, self.waiting_checks, self.waiting_deeds, self.ambiguous, not self.is_over)
        return sum(map(bool, things))


@dataclass(frozen=True, slots=True)
class Spread:
    """How the totals are spread: (total, courtyards) from the least to the greatest; nothing when empty."""

    bars: list[tuple[int, int]]
    assessed: int
    median: int
    full: int


@dataclass(frozen=True, slots=True)
class MonthDesk:
    """Everything the month's page shows; nothing is missing once it was reviewed."""

    month: Month
    book: RuleBook
    rows: list[DeskRow]
    missing: Missing | None
    spread: Spread | None

    @property
    def parts(self) -> list[tuple[str, list[DeskRow]]]:
        """The rows by lane, compound or branch, in the order of the board."""
        parts: dict[str, list[DeskRow]] = {}
        for row in self.rows:
            parts.setdefault(row.label.part, []).append(row)
        return list(parts.items())

    @property
    def is_draft(self) -> bool:
        """Open months show what the checks approved until now would give."""
        return self.month.state == State.OPEN


@dataclass(frozen=True, slots=True)
class Standing:
    """All accounts by lane and door number; `ambiguous` courtyards wait for a choice between checks."""

    rows: tuple[DeskRow, ...]
    ambiguous: int


def month_desk(month: Month, today: dt.date) -> MonthDesk:
    standing, book = standing_of(month, today), book_of(month)
    rows = list(standing.rows)
    missing = _missing(month, standing, today) if month.state in (State.OPEN, State.SCORED) else None
    return MonthDesk(month, book, rows, missing, _spread(rows, book))


def standing_of(month: Month, today: dt.date) -> Standing:
    """The scores as kept; of an open month those that what was approved until now would give."""
    return kept(month.community_id, _key(month, today), lambda: _stand(month, today))


def standing_score(account: Account, book: RuleBook, month: Month, today: dt.date) -> AccountScore:
    """The account's score in a month that need not be stored yet, the same that the desk shows.

    A whole month is not counted for one card, unless the book makes scores depend on those of others.
    """
    standing: Standing | None = known(account.community_id, _key(month, today))
    if standing is None and (book.budget or book.roll_up or month.state != State.OPEN):
        standing = standing_of(month, today)
    found = next((row.score for row in standing.rows if row.account.id == account.id), None) if standing else None
    return found or provisional_score(account, month.name, today, book)


def _key(month: Month, today: dt.date) -> tuple[str, str, str, dt.date]:
    return "standing", month.name, month.state, today


def _stand(month: Month, today: dt.date) -> Standing:
    community_id, is_open = month.community_id, month.state == State.OPEN
    seen: Seen = resolutions(community_id, month.name) if is_open else {}
    scored = computed_scores(community_id, month.name, seen, today) if is_open else kept_scores(month)
    before = totals_of(community_id, previous_month(month.name))
    labels = account_labels(community_id, today)
    rows = (
        DeskRow(each.account, labels[each.account.id], each.score, _change(each.account, each.score, before))
        for each in scored
    )
    return Standing(tuple(rows), len(ambiguous_courtyards(month.name, seen)))


def _change(account: AccountRow, score: AccountScore, before: dict[int, int]) -> int | None:
    return score.total - before[account.id] if score.assessed and account.id in before else None


def book_of(month: Month) -> RuleBook:
    if month.state == State.OPEN:
        return rule_book_in_force(month.community_id, month.name)[1]
    return rule_book_scored_by(month)


def _missing(month: Month, standing: Standing, today: dt.date) -> Missing:
    community_id, name = month.community_id, month.name
    waiting = waiting_checks(community_id, name)
    return Missing(
        not_assessed=sum(not row.score.assessed for row in standing.rows),
        waiting_checks=waiting,
        waiting_walk=first_waiting_walk(community_id, name) if waiting else None,
        waiting_deeds=waiting_deeds(community_id, name),
        ambiguous=standing.ambiguous,
        last_day=last_day(name),
        is_over=today > last_day(name),
    )


def _spread(rows: list[DeskRow], book: RuleBook) -> Spread | None:
    totals = [row.score.total for row in rows if row.score.assessed]
    if not totals:
        return None
    counted = Counter(totals)
    bars = [(total, counted[total]) for total in range(min(totals), max(totals) + 1)]
    return Spread(bars, len(totals), median_low(totals), counted[book.full])
