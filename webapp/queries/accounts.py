"""Accounts of courtyards, and who holds them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager

from webapp.extensions import db
from webapp.models import Account, AccountHolder, Courtyard, Lane, Membership, Person


def accounts_in(community_id: int, month: str) -> list[Account]:
    """The accounts of the courtyards enrolled in `month`, one each, by lane and door number.

    In the month of a change of holder the account that was opened last takes part.
    """
    found = db.session.scalars(
        select(Account)
        .join(Account.courtyard)
        .join(Courtyard.lane)
        .where(
            Account.community_id == community_id,
            _takes_part(month),
            Courtyard.enrolled_from <= month,
            Courtyard.enrolled_until.is_(None) | (Courtyard.enrolled_until >= month),
        )
        .order_by(Lane.position, Lane.id, Courtyard.sort_key, Account.opened_in, Account.id)
        .options(contains_eager(Account.courtyard).contains_eager(Courtyard.lane))
    )
    return list({account.courtyard_id: account for account in found}.values())


def _takes_part(month: str) -> ColumnElement[bool]:
    """Accounts that were open in `month`."""
    return (Account.opened_in <= month) & (Account.closed_in.is_(None) | (Account.closed_in >= month))


def account_of(courtyard: Courtyard, month: str) -> Account | None:
    """The account that takes part in `month` for this courtyard."""
    return db.session.scalar(
        select(Account)
        .where(
            Account.community_id == courtyard.community_id,
            Account.courtyard_id == courtyard.id,
            _takes_part(month),
        )
        .order_by(Account.opened_in.desc(), Account.id.desc())
        .limit(1)
    )


def holder_names(community_id: int, day: dt.date) -> dict[int, str]:
    """The full name of the head of the holding household on `day`, by account."""
    return dict(db.session.execute(_holders(community_id, day)).all())


def holder_name(account: Account, day: dt.date) -> str:
    """The full name of the head of the household that holds this account; empty when nobody is recorded."""
    found = db.session.execute(_holders(account.community_id, day).where(AccountHolder.account_id == account.id))
    return dict(found.all()).get(account.id, "")


def _holders(community_id: int, day: dt.date) -> Select[int, str]:
    """Account and name; of several heads the one to go by comes last."""
    return (
        select(AccountHolder.account_id, Person.name)
        .join(Membership, Membership.household_id == AccountHolder.household_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            AccountHolder.community_id == community_id,
            Membership.community_id == community_id,
            Membership.role == "head",
            Membership.since <= day,
            Membership.until.is_(None) | (Membership.until >= day),
        )
        .order_by(AccountHolder.id.desc(), Membership.id.desc())
    )


def courtyard_holders(community_id: int, day: dt.date) -> dict[int, str]:
    """The full name of the holder on `day`, by courtyard."""
    month = f"{day:%Y-%m}"
    accounts = db.session.execute(
        select(Account.courtyard_id, Account.id)
        .where(
            Account.community_id == community_id,
            _takes_part(month),
        )
        .order_by(Account.opened_in, Account.id)
    )
    names = holder_names(community_id, day)
    return {courtyard: names.get(account, "") for courtyard, account in accounts}
