"""Levels of accounts: stars, bands and ranks by kept scores."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from webapp.domain.rating import rate
from webapp.domain.rule_book import RuleBook
from webapp.domain.span import month_index, month_name
from webapp.extensions import db
from webapp.models import Account
from webapp.queries.scores import totals_of


def levels_at(community_id: int, book: RuleBook, code: str, month: str) -> dict[int, str]:
    """The level of each account in the last span of this rating that had ended by `month`."""
    rating = book.rating(code)
    if rating is None:
        return {}
    last = month if rating.over.ends_in(month) else month_name(month_index(rating.over.begin(month)) - 1)
    summed: Counter[int] = Counter()
    for each in rating.over.through(last):
        summed.update(totals_of(community_id, each, rated=True))
    groups = select(Account.id, Account.group_name).where(Account.community_id == community_id)
    return rate(rating, summed, dict(db.session.execute(groups).all()))
