"""One score computed again now, beside the one that was kept."""

from __future__ import annotations

import json
from typing import Any

from flask_login import current_user

from webapp import clock
from webapp.domain.months.cycle import State
from webapp.domain.months.rulings import NONE
from webapp.domain.months.verification import compare_scores
from webapp.models import Month
from webapp.queries.account_labels import account_labels
from webapp.queries.closed_months import as_closed
from webapp.queries.publications import publications_of
from webapp.queries.recomputed import recompute
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.rulings import rulings_taken_up
from webapp.queries.scores import kept_scores
from webapp.verification.words import difference_words


def again_page(month: Month, account: int) -> dict[str, Any] | None:
    """None for an account that has no score of this month; an open month has none yet."""
    if month.state == State.OPEN:
        return None
    scored = kept_scores(month)
    kept = {each.account.id: each.score for each in scored}
    if account not in kept:
        return None
    book = rule_book_scored_by(month)
    shown = publications_of(month.community_id, month.name)
    rulings = rulings_taken_up(month.community_id, json.loads(shown[0].document)) if shown else NONE
    again = recompute(month.community_id, as_closed(month), book, [each.account for each in scored], rulings).scores
    found = compare_scores(month.name, {account: again[account]}, {account: kept[account]})
    return {
        "month": month,
        "book": book,
        "account": account,
        "label": account_labels(month.community_id, clock.today(current_user.community), {account})[account],
        "sides": (("kept", kept[account]), ("again", again[account])),
        "differences": [difference_words(each, "") for each in found],
    }
