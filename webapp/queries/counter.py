"""Who comes to the counter: found by door, name or household code, with what can be spent and what forbids it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.domain.calendar_month import last_day
from webapp.domain.goods.exchange import Refused, pay
from webapp.domain.household_code import normalise
from webapp.domain.ledger.replay import keepers
from webapp.domain.rules.book import RuleBook
from webapp.extensions import db
from webapp.models import Account, Redemption
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.accounts import account_of_household, accounts_by_id, holder_name
from webapp.queries.balances import spendable_by_account
from webapp.queries.households import household_by_code
from webapp.queries.redemptions import commended_now, customer_of
from webapp.queries.scoring_input import scored_accounts, subjects_of

LISTED = 60
RECENT = 30


@dataclass(frozen=True, slots=True)
class Visitor:
    """An account with the points that it can spend, all buckets together."""

    account: int
    label: AccountLabel
    points: int


def visitors(community_id: int, book: RuleBook, day: dt.date, text: str) -> list[Visitor]:
    """Those whom `text` finds; without a text those who are commended, else whoever has points. At most LISTED.

    Also accounts that take part no more and have points left: of who was the holder, of a courtyard that left.
    """
    found, text, points = _keeping(community_id, book, day), text.strip(), spendable_by_account(community_id)
    former = _former(community_id, book, {key for key, amount in points.items() if amount > 0}.difference(found))
    labels = account_labels(community_id, day, {*found, *former})
    for key, account in former.items():
        if account.closed_in:
            labels[key] = replace(labels[key], holder=holder_name(account, last_day(account.closed_in)))
    found += former
    wanted = _matching(community_id, labels, day, text) if text else _entitled(community_id, book, points)
    rows = [Visitor(key, labels[key], points.get(key, 0)) for key in found if key in wanted]
    return rows[:LISTED]


def _keeping(community_id: int, book: RuleBook, day: dt.date) -> list[int]:
    """The accounts in whose ledger points are kept, in the order of the board."""
    accounts = scored_accounts(community_id, f"{day:%Y-%m}", book)
    keeping = keepers(book, subjects_of(accounts))
    return [each.id for each in accounts if each.id in keeping]


def _former(community_id: int, book: RuleBook, keys: Collection[int]) -> dict[int, Account]:
    accounts = accounts_by_id(community_id, keys)
    keeping = keepers(book, subjects_of(accounts.values()))
    return {key: account for key, account in sorted(accounts.items()) if key in keeping}


def _entitled(community_id: int, book: RuleBook, points: dict[int, int]) -> Collection[int]:
    named = commended_now(community_id, book)
    return named or {key for key, amount in points.items() if amount > 0}


def _matching(community_id: int, labels: dict[int, AccountLabel], day: dt.date, text: str) -> set[int]:
    by_words = {key for key, label in labels.items() if _has(text, (label.part + label.name, label.name, label.holder))}
    household = household_by_code(normalise(text))
    if household is not None and household.community_id == community_id:
        account = account_of_household(household, f"{day:%Y-%m}")
        by_words |= {account.id} if account else set()
    return by_words


def _has(text: str, words: Iterable[str]) -> bool:
    wanted = text.casefold().replace(" ", "")
    return any(wanted in each.casefold().replace(" ", "") for each in words)


def obstacle(account: Account, book: RuleBook, day: dt.date) -> Refused | None:
    """What forbids even the least exchange on that day, or None."""
    least = max(book.exchange.minimum, 1) if book.exchange else 1
    try:
        pay(book, customer_of(account, book, day), least, day)
    except Refused as refused:
        return refused
    return None


def latest_redemptions(community_id: int, account_id: int | None = None) -> list[Redemption]:
    """The newest first, with their accounts and makers."""
    found = select(Redemption).where(Redemption.community_id == community_id)
    if account_id is not None:
        found = found.where(Redemption.account_id == account_id)
    loaded = (joinedload(Redemption.account), joinedload(Redemption.maker))
    return list(db.session.scalars(found.order_by(Redemption.id.desc()).limit(RECENT).options(*loaded)))


def redemptions_of(account: Account) -> list[Redemption]:
    """All that the account ever spent points on."""
    found = select(Redemption).where(Redemption.community_id == account.community_id)
    return list(db.session.scalars(found.where(Redemption.account_id == account.id)))
