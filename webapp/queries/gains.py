"""What each account got in some months, and which accounts are of the families of those in office."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.domain.months.shares import Got
from webapp.extensions import db
from webapp.models import Account, Month, Publication, Recusal, Redemption, User
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.balances import brought_by
from webapp.queries.users import is_within, recusals, recused_accounts


@dataclass(frozen=True, slots=True)
class Gain:
    """An account and what it got."""

    account: int
    label: AccountLabel
    got: Got


@dataclass(frozen=True, slots=True)
class Relation:
    """Somebody in office and an account of 回避: their own family's, or one declared for the `reason`."""

    user: User
    account: int
    reason: str
    is_own: bool


def gains_of(community_id: int, months: Collection[str], day: dt.date) -> list[Gain]:
    """Of every account, as people read them; exchanges are those from the first of these months on, until `day`."""
    points: Counter[int] = Counter()
    for (account, _bucket), amount in brought_by(community_id, months).items():
        points[account] += amount
    commended = _commended(community_id, months)
    exchanged = _exchanged(community_id, dt.date.fromisoformat(f"{min(months)}-01"), day)
    labels = sorted(account_labels(community_id, day).items(), key=lambda each: (each[1].order, each[0]))
    return [
        Gain(account, label, Got(points[account], commended[account], *exchanged.get(account, (0, 0))))
        for account, label in labels
    ]


def relations_of(community_id: int, day: dt.date) -> list[Relation]:
    """By the person's name, then as accounts are numbered."""
    users = {
        user.id: user
        for user in db.session.scalars(select(User).where(User.community_id == community_id, User.active))
        if user.roles
    }
    reasons = _reasons(community_id)
    yards = {
        (user, yard)
        for user, yard, since, until in db.session.execute(recusals(community_id, users))
        if is_within(day, since, until)
    }
    accounts = _accounts_of(community_id, {yard for _, yard in yards})
    found = {
        (user, account): Relation(users[user], account, reasons.get((user, yard), ""), (user, yard) not in reasons)
        for user, yard in yards
        for account in accounts.get(yard, ())
    }
    for user in users.values():
        for account in recused_accounts(user, day):
            found.setdefault((user.id, account), Relation(user, account, "", True))
    return sorted(found.values(), key=lambda each: (each.user.name, each.user.id, each.account))


def _commended(community_id: int, months: Collection[str]) -> Counter[int]:
    """Months in which the latest publication commends the account."""
    latest = (
        select(Publication.month_id, func.max(Publication.number).label("number"))
        .where(Publication.community_id == community_id)
        .group_by(Publication.month_id)
        .subquery()
    )
    documents = db.session.scalars(
        select(Publication.document)
        .join(Month, Month.id == Publication.month_id)
        .join(latest, (latest.c.month_id == Publication.month_id) & (latest.c.number == Publication.number))
        .where(Publication.community_id == community_id, Month.community_id == community_id, Month.name.in_(months))
    )
    return Counter(
        row["account"]
        for document in documents
        for lane in json.loads(document)["lanes"]
        for row in lane["rows"]
        if row["commended"]
    )


def _exchanged(community_id: int, first: dt.date, last: dt.date) -> dict[int, tuple[int, int]]:
    """How often and for how many points, by account; what was undone is not among them."""
    rows = db.session.execute(
        select(Redemption.account_id, func.count(Redemption.id), func.sum(Redemption.points))
        .where(
            Redemption.community_id == community_id,
            Redemption.day.between(first, last),
            Redemption.undone_at.is_(None),
        )
        .group_by(Redemption.account_id)
    )
    return {account: (int(count), int(points)) for account, count, points in rows}


def _reasons(community_id: int) -> dict[tuple[int, int], str]:
    """What was declared, by user and courtyard."""
    rows = db.session.execute(
        select(Recusal.user_id, Recusal.courtyard_id, Recusal.reason).where(Recusal.community_id == community_id)
    )
    return {(user, yard): reason for user, yard, reason in rows}


def _accounts_of(community_id: int, yards: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = db.session.execute(
        select(Account.courtyard_id, Account.id)
        .where(Account.community_id == community_id, Account.courtyard_id.in_(yards))
        .order_by(Account.id)
    )
    for yard, account in rows:
        if yard is not None:
            found.setdefault(yard, []).append(account)
    return found
