"""What the rules need to score a month: whose points they are, what happened, what earlier months hand on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, func, select

from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.carried import Carried
from webapp.domain.scoring.chains import Resolution
from webapp.domain.scoring.evaluation import Before, Events, Subject
from webapp.domain.scoring.observation import DeedClaim
from webapp.extensions import db
from webapp.models import Account, Deed, Month, Score
from webapp.queries.accounts import AccountRow, accounts_in
from webapp.queries.deeds import claims_in

Seen = Mapping[int, Resolution]  # what counts, by courtyard
Claims = Mapping[int, list[DeedClaim]]
Accounts = Iterable[Account | AccountRow]


def scored_accounts(community_id: int, month: str, book: RuleBook) -> list[AccountRow]:
    """The accounts that the book scores in `month`, and those they roll up to, in the order of the board."""
    kinds = [book.subject, *([book.roll_up.to] if book.roll_up else [])]
    return [account for kind in kinds for account in accounts_in(community_id, month, kind)]


def subjects_of(accounts: Accounts) -> list[Subject]:
    return [Subject(each.id, each.kind, each.group_name, each.parent_id) for each in accounts]


def events_in(
    community_id: int, month: str, accounts: Accounts, seen: Seen, rulings: Rulings = NONE
) -> dict[int, Events]:
    """By account: what was seen in its courtyard, and deeds that credit it."""
    return join_events(accounts, seen, *claims_in(community_id, month, rulings))


def events_of(account: Account, month: str, seen: Seen) -> Events:
    """Those of one account alone."""
    in_courtyard = Deed.account_id.is_(None) & (Deed.courtyard_id == (account.courtyard_id or 0))
    own = in_courtyard | (Deed.account_id == account.id)
    return join_events([account], seen, *claims_in(account.community_id, month, within=[own]))[account.id]


def join_events(accounts: Accounts, seen: Seen, in_courtyards: Claims, of_accounts: Claims) -> dict[int, Events]:
    return {each.id: _joined(each, seen, in_courtyards, of_accounts) for each in accounts}


def _joined(account: Account | AccountRow, seen: Seen, in_courtyards: Claims, of_accounts: Claims) -> Events:
    courtyard = account.courtyard_id or 0
    claims = (*in_courtyards.get(courtyard, ()), *of_accounts.get(account.id, ()))
    return Events(seen[courtyard].observations if courtyard in seen else (), claims)


def before(community_id: int, month: str, book: RuleBook) -> Before:
    """What the latest scored month hands on, and what deeds earned in the budget's span."""
    rows = db.session.execute(carried_into(community_id, month).add_columns(Score.account_id))
    carried = {account: Carried.from_data(data) for data, account in rows if data}
    return Before(carried, _earned(community_id, book.budget.per.through(month)[:-1]) if book.budget else 0)


def carried_into(community_id: int, month: str) -> Select[Any]:
    """What the latest scored month before `month` hands on, of all accounts."""
    earlier = (
        select(func.max(Month.name))
        .join(Score, Score.month_id == Month.id)
        .where(Month.community_id == community_id, Score.community_id == community_id, Month.name < month)
        .scalar_subquery()
    )
    return (
        select(Score.carried)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Month.community_id == community_id, Month.name == earlier)
    )


def _earned(community_id: int, months: Iterable[str]) -> int:
    found = db.session.scalar(
        select(func.sum(Score.earned))
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Month.community_id == community_id, Month.name.in_(months))
    )
    return found or 0
