"""One month computed again from its evidence, by the rules it was scored by: for a correction, and to verify it."""

from __future__ import annotations

from dataclasses import replace

from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.rules.book import RuleBook
from webapp.queries.adjustments import adjustments_in
from webapp.queries.closed_months import ClosedMonth
from webapp.queries.evaluated_then import Recomputed, evaluated_then
from webapp.queries.ruled_adjustments import ruled_adjustments
from webapp.queries.scoring_input import Accounts


def recompute(
    community_id: int, month: ClosedMonth, book: RuleBook, accounts: Accounts, rulings: Rulings = NONE
) -> Recomputed:
    """The scores of these accounts with what `rulings` on this month change, and adjustments of earlier ones."""
    again = evaluated_then(community_id, month, book, accounts, rulings)
    late = adjustments_in(community_id, month.name, rulings)
    ruled = ruled_adjustments(community_id, month.name)
    scores = {
        key: score.adjusted_by((*late.get(again.accounts[key].courtyard_id or 0, ()), *ruled.get(key, ())))
        for key, score in again.scores.items()
    }
    return replace(again, scores=scores)
