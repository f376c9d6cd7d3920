"""What rulings change in months that are not published anew: the difference stands in the month they were placed in."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select

from webapp.domain.scoring.line import OBJECTION, Kind, Line
from webapp.extensions import db
from webapp.models import Account, Month, Score
from webapp.queries.closed_months import as_closed
from webapp.queries.evaluated_then import evaluated_then
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.rulings import placed_in, rulings_before, rulings_through


def ruled_adjustments(community_id: int, month: str) -> dict[int, list[Line]]:
    """By account: a line for each earlier month that rulings placed in `month` would have changed."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for own, objections in placed_in(community_id, month).items():
        row = month_named(community_id, own)
        assert row is not None, "only what was published is objected to"
        sources = tuple(f"{OBJECTION}{key}" for key in objections)
        for account, amount in _differences(row, month).items():
            lines[account].append(Line(Kind.ADJUSTMENT, own, amount, sources=sources))
    return lines


def _differences(own: Month, placed: str) -> dict[int, int]:
    community_id, book = own.community_id, rule_book_scored_by(own)
    accounts = db.session.scalars(
        select(Account)
        .join(Score, Score.account_id == Account.id)
        .where(Score.community_id == community_id, Score.month_id == own.id)
        .order_by(Score.account_id)
    ).all()
    before, after = (
        evaluated_then(community_id, as_closed(own), book, accounts, rulings(community_id, own.name, placed)).scores
        for rulings in (rulings_before, rulings_through)
    )
    changes = {each.id: after[each.id].total - before[each.id].total for each in accounts}
    return {account: amount for account, amount in changes.items() if amount}
