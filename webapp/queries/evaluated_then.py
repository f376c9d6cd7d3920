"""A closed month evaluated again: its evidence, the decisions as they stood when it was confirmed, and rulings."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.chains import Resolution
from webapp.domain.scoring.evaluation import Subject, evaluate
from webapp.domain.scoring.score import AccountScore
from webapp.models import Account
from webapp.queries.accounts import AccountRow
from webapp.queries.closed_months import ClosedMonth
from webapp.queries.counted_then import resolutions_then
from webapp.queries.scoring_input import Accounts, before, events_in, subjects_of


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The scores by account, whose they are, and what counted in each courtyard."""

    accounts: dict[int, Account | AccountRow]
    subjects: list[Subject]
    scores: dict[int, AccountScore]
    seen: dict[int, Resolution]

    @property
    def account_of(self) -> dict[int, int]:
        """By courtyard: the account that takes part in the month."""
        return {each.courtyard_id: each.id for each in self.accounts.values() if each.courtyard_id is not None}


def evaluated_then(
    community_id: int, month: ClosedMonth, book: RuleBook, accounts: Accounts, rulings: Rulings = NONE
) -> Recomputed:
    """The scores of these accounts without adjustments of earlier months; with `rulings` on objections to this one.

    What earlier months carry over is taken as it was kept; they are recomputed themselves.
    """
    found = {each.id: each for each in accounts}
    subjects = subjects_of(found.values())
    seen = resolutions_then(community_id, month.name, month.confirmed_at, rulings)
    events = events_in(community_id, month.name, found.values(), seen, rulings)
    scores = evaluate(book, month.name, subjects, events, before(community_id, month.name, book))
    return Recomputed(found, subjects, scores, seen)
