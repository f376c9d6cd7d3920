"""What the slips of a month say beside its scores, for all accounts at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import AccountHolder, Check, Courtyard, Deed


def own_deeds_by_account(community_id: int, month: str) -> dict[int, frozenset[str]]:
    """By account: ids, as a score's lines name them, of the deeds of the household that holds it."""
    found = db.session.execute(
        select(AccountHolder.account_id, Deed.id)
        .join(Deed, Deed.household_id == AccountHolder.household_id)
        .where(
            AccountHolder.community_id == community_id,
            Deed.community_id == community_id,
            Deed.month == month,
        )
    )
    deeds: dict[int, set[str]] = defaultdict(set)
    for account, deed in found:
        deeds[account].add(str(deed))
    return {account: frozenset(ids) for account, ids in deeds.items()}


def unjudged_days(community_id: int, month: str) -> dict[int, list[tuple[dt.date, str]]]:
    """By courtyard: the days of approved checks that could judge nothing, and the code of what was in the way."""
    found = db.session.execute(
        select(Check.courtyard_id, Check.day, Check.obstacle)
        .where(
            Check.community_id == community_id,
            Check.month == month,
            Check.state == "approved",
            Check.judged == "weather",
        )
        .order_by(Check.day)
    )
    days: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for courtyard, day, obstacle in found:
        days[courtyard].append((day, obstacle or ""))
    return days


def plate_codes(community_id: int) -> dict[int, str]:
    """By courtyard: the code on its door plate."""
    return dict(
        db.session.execute(select(Courtyard.id, Courtyard.code).where(Courtyard.community_id == community_id)).all()
    )
