"""Accounts: which take part in a month, and who holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, select, union_all
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import Account, AccountHolder, Courtyard, Household, Lane, Membership, Person
from webapp.models.account import COURTYARD

# One that was opened by mistake is closed in the month before it began.
LASTED = Account.closed_in.is_(None) | (Account.closed_in >= Account.opened_in)


class AccountRow(NamedTuple):
    """What scoring asks of an account; plain, because a month has hundreds."""

    id: int
    kind: str
    group_name: str
    parent_id: int | None
    courtyard_id: int | None


ASKED = (Account.id, Account.kind, Account.group_name, Account.parent_id, Account.courtyard_id)


def accounts_in(community_id: int, month: str, kind: str = COURTYARD) -> list[AccountRow]:
    """The accounts of the courtyards enrolled in `month`, one each, by lane and door number; or those of another kind.

    In the month of a change of holder the account that was opened last takes part.
    """
    if kind != COURTYARD:
        return _others_in(community_id, month, kind)
    found = db.session.execute(
        select(*ASKED)
        .join(Account.courtyard)
        .join(Courtyard.lane)
        .where(
            Account.community_id == community_id,
            _takes_part(month),
            Courtyard.enrolled_from <= month,
            Courtyard.enrolled_until.is_(None) | (Courtyard.enrolled_until >= month),
        )
        .order_by(Lane.position, Lane.id, Courtyard.sort_key, Account.opened_in, Account.id)
    )
    return list({row.courtyard_id: AccountRow._make(row) for row in found}.values())


def accounts_by_id(community_id: int, keys: Collection[int]) -> dict[int, Account]:
    found = db.session.scalars(select(Account).where(Account.community_id == community_id, Account.id.in_(keys)))
    return {account.id: account for account in found}


def _others_in(community_id: int, month: str, kind: str) -> list[AccountRow]:
    """One for each household, person or team, by group and age."""
    found = db.session.execute(
        select(Account.household_id, Account.person_id, Account.team_id, *ASKED)
        .where(Account.community_id == community_id, Account.kind == kind, _takes_part(month))
        .order_by(Account.group_name, Account.opened_in, Account.id)
    )
    return list({(home, person, team): AccountRow._make(asked) for home, person, team, *asked in found}.values())


def _takes_part(month: str) -> ColumnElement[bool]:
    """Accounts that were open in `month`."""
    return (Account.opened_in <= month) & (Account.closed_in.is_(None) | (Account.closed_in >= month))


def begun_by_courtyard(community_id: int, month: str) -> dict[int, str]:
    """By courtyard: since which month the account is there that takes part in `month`."""
    rows = db.session.execute(
        select(Account.courtyard_id, Account.opened_in)
        .where(Account.community_id == community_id, Account.courtyard_id.is_not(None), _takes_part(month))
        .order_by(Account.opened_in, Account.id)
    )
    return {courtyard: opened for courtyard, opened in rows if courtyard is not None}


def account_of(courtyard: Courtyard, month: str) -> Account | None:
    """The account that takes part in `month` for this courtyard."""
    return _latest_open(courtyard.community_id, month, Account.courtyard_id == courtyard.id)


def account_of_household(household: Household, month: str) -> Account | None:
    """The account that stands on this household's card in `month`: its courtyard's, else its own.

    Whoever has left keeps what they held, and sees nothing of those who came after them.
    """
    return db.session.scalar(_of_household(household, month))


def account_and_holder(household: Household, month: str, day: dt.date) -> tuple[Account | None, str]:
    """The same, with the name of who holds it on `day`."""
    first = _holders(household.community_id, day).where(AccountHolder.account_id == Account.id).order_by(None)
    name = first.with_only_columns(Person.name).order_by(AccountHolder.id, Membership.id).limit(1).correlate(Account)
    row = db.session.execute(_of_household(household, month).add_columns(name.scalar_subquery())).first()
    return (row[0], row[1] or "") if row else (None, "")


def _of_household(household: Household, month: str) -> Select[Account]:
    """Each way to the account has a select of its own, for an index of its own."""
    community_id, open_then = household.community_id, _takes_part(month)
    if household.courtyard_id is None:
        return _latest(community_id, open_then & (Account.household_id == household.id))
    left, of_community = _has_left(household, month), select(Account.id).where(Account.community_id == community_id)
    in_courtyard = of_community.where(~left, open_then, Account.courtyard_id == household.courtyard_id_in(month))
    held = of_community.join(AccountHolder, AccountHolder.account_id == Account.id).where(
        left,
        AccountHolder.community_id == community_id,
        AccountHolder.household_id == household.id,
        Account.opened_in <= month,
    )
    return _latest(community_id, Account.id.in_(union_all(in_courtyard, held)))


def has_left(household: Household, month: str) -> bool:
    """Whether all its people had moved out before `month` began; a household without people is only not known yet."""
    return bool(db.session.scalar(select(_has_left(household, month))))


def _has_left(household: Household, month: str) -> ColumnElement[bool]:
    first = dt.date.fromisoformat(f"{month}-01")
    of_it = (Membership.community_id == household.community_id) & (Membership.household_id == household.id)
    stays = of_it & (Membership.until.is_(None) | (Membership.until >= first))
    return exists().where(of_it) & ~exists().where(stays)


def own_account(
    community_id: int, month: str, *, household: int | None = None, person: int | None = None
) -> Account | None:
    """The account that this household, or this person, has of its own in `month`."""
    of = Account.household_id == household if household is not None else Account.person_id == person
    return _latest_open(community_id, month, of)


def _latest_open(community_id: int, month: str, of: ColumnElement[bool]) -> Account | None:
    return db.session.scalar(_latest(community_id, of & _takes_part(month)))


def _latest(community_id: int, which: ColumnElement[bool]) -> Select[Account]:
    return (
        select(Account)
        .where(Account.community_id == community_id, which)
        .order_by(Account.opened_in.desc(), Account.id.desc())
        .limit(1)
        .options(joinedload(Account.courtyard))
    )


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
