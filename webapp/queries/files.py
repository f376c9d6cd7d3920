"""The file of a courtyard or a household (一户一档): everything that is kept of it, the latest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.extensions import db
from webapp.models import (
    Account,
    AccountHolder,
    Check,
    Courtyard,
    Deed,
    Household,
    Membership,
    Month,
    Objection,
    Redemption,
    Score,
)
from webapp.queries.accounts import LASTED

MOST = 200  # of one kind on one page; years of a household


@dataclass(frozen=True, slots=True)
class Tenure:
    """An account, and the households that hold it with their people; `months` are scored ones, the latest first."""

    account: Account
    households: list[Household]
    months: list[tuple[Month, Score]] = field(default_factory=list)


def courtyard_by_id(community_id: int, key: int) -> Courtyard | None:
    return db.session.scalar(
        select(Courtyard)
        .where(Courtyard.community_id == community_id, Courtyard.id == key)
        .options(joinedload(Courtyard.lane), joinedload(Courtyard.grid))
    )


def household_by_id(community_id: int, key: int) -> Household | None:
    return db.session.scalar(
        select(Household)
        .where(Household.community_id == community_id, Household.id == key)
        .options(joinedload(Household.courtyard).joinedload(Courtyard.lane))
    )


def tenures(community_id: int, of: ColumnElement[bool]) -> list[Tenure]:
    """The accounts that `of` picks, the one opened last first: who held the courtyard from when until when."""
    accounts = list(
        db.session.scalars(
            select(Account)
            .where(Account.community_id == community_id, of, LASTED)
            .options(selectinload(Account.holders).joinedload(AccountHolder.household))
            .order_by(Account.opened_in.desc(), Account.id.desc())
        )
    )
    months = _months(community_id, [account.id for account in accounts])
    return [Tenure(each, [holder.household for holder in each.holders], months.get(each.id, [])) for each in accounts]


def tenures_of_courtyard(courtyard: Courtyard) -> list[Tenure]:
    return tenures(courtyard.community_id, Account.courtyard_id == courtyard.id)


def tenures_of_household(household: Household) -> list[Tenure]:
    """Those it holds or held, also in courtyards where it does not live any more."""
    held = select(AccountHolder.account_id).where(
        AccountHolder.community_id == household.community_id, AccountHolder.household_id == household.id
    )
    return tenures(household.community_id, Account.id.in_(held) | (Account.household_id == household.id))


def _months(community_id: int, accounts: Collection[int]) -> dict[int, list[tuple[Month, Score]]]:
    rows = db.session.execute(
        select(Month, Score)
        .join(Score, Score.month_id == Month.id)
        .where(Score.community_id == community_id, Score.account_id.in_(accounts))
        .order_by(Month.name.desc())
    )
    found: dict[int, list[tuple[Month, Score]]] = {}
    for month, score in rows:
        found.setdefault(score.account_id, []).append((month, score))
    return found


def memberships(community_id: int, households: Collection[int]) -> dict[int, list[Membership]]:
    """Who belongs and belonged to each household; those who left come last."""
    rows = db.session.scalars(
        select(Membership)
        .where(Membership.community_id == community_id, Membership.household_id.in_(households))
        .options(joinedload(Membership.person))
        .order_by(Membership.until.is_not(None), Membership.role != "head", Membership.since, Membership.id)
    )
    found: dict[int, list[Membership]] = {key: [] for key in households}
    for row in rows:
        found[row.household_id].append(row)
    return found


def households_in(courtyard: Courtyard) -> list[Household]:
    return list(
        db.session.scalars(
            select(Household)
            .where(Household.community_id == courtyard.community_id, Household.courtyard_id == courtyard.id)
            .order_by(Household.kind != "owner", Household.id)
        )
    )


def checks_of_courtyard(courtyard: Courtyard) -> list[Check]:
    return list(
        db.session.scalars(
            select(Check)
            .where(Check.community_id == courtyard.community_id, Check.courtyard_id == courtyard.id)
            .options(joinedload(Check.inspector), selectinload(Check.findings))
            .order_by(Check.day.desc(), Check.id.desc())
            .limit(MOST)
        )
    )


def deeds(community_id: int, of: ColumnElement[bool]) -> list[Deed]:
    return list(
        db.session.scalars(
            select(Deed)
            .where(Deed.community_id == community_id, of)
            .order_by(Deed.day.desc(), Deed.id.desc())
            .limit(MOST)
        )
    )


def objections_of_accounts(community_id: int, accounts: Collection[int]) -> list[Objection]:
    return list(
        db.session.scalars(
            select(Objection)
            .where(Objection.community_id == community_id, Objection.account_id.in_(accounts))
            .order_by(Objection.id.desc())
            .limit(MOST)
        )
    )


def redemptions_of_accounts(community_id: int, accounts: Collection[int]) -> list[Redemption]:
    return list(
        db.session.scalars(
            select(Redemption)
            .where(Redemption.community_id == community_id, Redemption.account_id.in_(accounts))
            .options(joinedload(Redemption.maker))
            .order_by(Redemption.id.desc())
            .limit(MOST)
        )
    )
