"""The points handbook (积分手册): an account's months, every entry of its ledger, what it exchanged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Row

from webapp import clock
from webapp.domain.ledger.posting import SPENT
from webapp.domain.rules.book import RuleBook
from webapp.entry_words import entry
from webapp.models import Community, LedgerEntry, Redemption
from webapp.paper.order import Order
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.handbooks import entries_of, exchanges_of, shown_months_of
from webapp.queries.rule_books import rule_books


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry of the ledger, and what the account holds after it."""

    day: dt.date
    month: str
    words: str
    amount: int
    after: int


@dataclass(frozen=True, slots=True)
class Handbook:
    """With the holder's full name: staff hand it to the household whose it is."""

    label: AccountLabel
    months: list[Row]
    posted: list[Posted]
    exchanges: list[Redemption]

    @property
    def balance(self) -> int:
        return self.posted[-1].after if self.posted else 0


def handbooks_of(community: Community, day: dt.date, order: Order) -> Iterator[Handbook]:
    """Of the accounts that have a month or an entry, as people read them."""
    labels = account_labels(community.id, day)
    chosen = {key: label for key, label in labels.items() if order.names(label.part, label.name)}
    months, entries = shown_months_of(community.id, chosen), entries_of(community.id, chosen)
    exchanges, books = exchanges_of(community.id, chosen), rule_books(community.id)
    for key, label in sorted(chosen.items(), key=lambda each: (each[1].order, each[0])):
        if months.get(key) or entries.get(key):
            bought = exchanges.get(key, [])
            posted = list(_posted(community, entries.get(key, []), bought, books))
            yield Handbook(label, months.get(key, []), posted, bought)


def _posted(
    community: Community, rows: list[LedgerEntry], bought: list[Redemption], books: dict[int, RuleBook]
) -> Iterator[Posted]:
    after, goods = 0, {str(each.id): each.what for each in bought}
    for row in rows:
        after += row.amount
        words = entry(row, books.get(row.rule_version))
        what = goods.get(row.source, "") if row.kind == SPENT else ""
        day = clock.local(community, row.made_at).date()
        yield Posted(day, row.month, f"{words} {what}".strip(), row.amount, after)
