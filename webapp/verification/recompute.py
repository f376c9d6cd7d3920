"""One month computed again from its evidence, by the rules it was scored by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from webapp.domain.chains import Resolution
from webapp.domain.evaluation import Subject, evaluate
from webapp.domain.rule_book import RuleBook
from webapp.domain.scoring import AccountScore
from webapp.models import Account
from webapp.queries.accounts import accounts_by_id
from webapp.queries.adjustments import adjustments_in
from webapp.queries.closed_months import ClosedMonth
from webapp.queries.counted_then import resolutions_then
from webapp.queries.scoring_input import before, events_in, subjects_of


@dataclass(frozen=True, slots=True)
class Recomputed:
    """The scores by account, whose they are, and what counted in each courtyard."""

    accounts: dict[int, Account]
    subjects: list[Subject]
    scores: dict[int, AccountScore]
    seen: dict[int, Resolution]

    @property
    def account_of(self) -> dict[int, int]:
        """By courtyard: the account that takes part in the month."""
        return {each.courtyard_id: each.id for each in self.accounts.values() if each.courtyard_id is not None}


def recompute(community_id: int, month: ClosedMonth, book: RuleBook, accounts: Collection[int]) -> Recomputed:
    """The scores of these accounts: checks, findings and deeds as they are now, decisions as they were then.

    What earlier months carry over is taken as it was kept; they are recomputed themselves.
    """
    found = accounts_by_id(community_id, accounts)
    ordered = [found[key] for key in accounts if key in found]
    subjects = subjects_of(ordered)
    seen = resolutions_then(community_id, month.name, month.confirmed_at)
    events = events_in(community_id, month.name, ordered, seen)
    scores = evaluate(book, month.name, subjects, events, before(community_id, month.name, book))
    adjusted = adjustments_in(community_id, month.name)
    scores = {key: score.adjusted_by(adjusted.get(found[key].courtyard_id or 0, ())) for key, score in scores.items()}
    return Recomputed(found, subjects, scores, seen)
