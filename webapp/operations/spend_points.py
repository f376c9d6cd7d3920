"""Spend an account's points, and take that back: entries of the ledger, both."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.goods.exchange import Refused, pay
from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import SPENT, UNDONE
from webapp.models import Account, Redemption, User
from webapp.models.types import NAME
from webapp.operations.collector_named import collector_named
from webapp.operations.note_change import note_event
from webapp.operations.post_entries import post_entries
from webapp.queries.redemptions import customer_of, entries_of_redemption
from webapp.queries.rule_books import rule_book_in_force


def spend(
    session: Session,
    actor: User,
    account: Account,
    price: int,
    what: str,
    picked_up_by: str = "",
    token: str | None = None,
) -> Redemption:
    """Spend `price` points on `what` today, in this transaction; raises Refused with the rule that forbids it."""
    if price < 1:
        raise Refused("no_price")
    today = clock.today(actor.community)
    month = f"{today:%Y-%m}"
    version, book = rule_book_in_force(actor.community_id, month)
    split = pay(book, customer_of(account, book, today), price, today)
    redemption = Redemption(
        community_id=actor.community_id,
        account_id=account.id,
        day=today,
        points=price,
        what=what.strip()[:NAME],
        picked_up_by=collector_named(picked_up_by)[:NAME],
        token=token,
        made_by=actor.id,
        made_at=clock.now(),
    )
    session.add(redemption)
    session.flush()
    entries = [
        Entry(account.id, bucket, month, SPENT, "exchange", -points, str(redemption.id), version)
        for bucket, points in split.items()
    ]
    post_entries(session, actor, entries)
    note_event(session, actor, "redeemed", "redemption", str(redemption.id), points=price)
    return redemption


def give_back(session: Session, actor: User, redemption: Redemption) -> bool:
    """Give the points back, in this transaction; False when there is nothing to undo any more."""
    if redemption.undone_at is not None:
        return False
    redemption.undone_by, redemption.undone_at = actor.id, clock.now()
    spent = entries_of_redemption(redemption)
    back = [replace(entry, kind=UNDONE, amount=-entry.amount) for entry in spent]
    post_entries(session, actor, back)
    note_event(session, actor, "redemption_undone", "redemption", str(redemption.id))
    return True
