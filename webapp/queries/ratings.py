"""Levels of accounts: stars, bands and ranks by kept scores."""

from __future__ import annotations

from sqlalchemy import select

from webapp.domain.ledger.replay import keepers, levels_of
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.span import month_index, month_name
from webapp.extensions import db
from webapp.models import Account, Month, Score
from webapp.queries.scores import totals_of
from webapp.queries.scoring_input import subjects_of


def levels_at(community_id: int, book: RuleBook, code: str, month: str) -> dict[int, str]:
    """The level of each account in the last span of this rating that had ended by `month`."""
    rating = book.rating(code)
    if rating is None:
        return {}
    last = month if rating.over.ends_in(month) else month_name(month_index(rating.over.begin(month)) - 1)
    months = rating.over.through(last)
    subjects = subjects_of(db.session.scalars(select(Account).where(Account.community_id == community_id)))
    keeping, groups = keepers(book, subjects), {each.account: each.group for each in subjects}
    totals = {name: _of(keeping, totals_of(community_id, name, rated=True)) for name in months}
    vetoed = {name: _vetoed(community_id, name) for name in months}
    return levels_of(book, last, totals, groups, vetoed).get(code, {})


def _of(accounts: frozenset[int], totals: dict[int, int]) -> dict[int, int]:
    return {account: total for account, total in totals.items() if account in accounts}


def _vetoed(community_id: int, month: str) -> frozenset[int]:
    found = (
        select(Score.account_id)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Month.name == month, Score.vetoed)
    )
    return frozenset(db.session.scalars(found))
