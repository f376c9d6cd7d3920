"""What the administrator changes: places, courtyards, households, people; and what the page showed of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.domain.calendar_month import next_month, previous_month
from webapp.domain.months.cycle import DRAFTS
from webapp.extensions import db
from webapp.models import (
    Account,
    AccountHolder,
    Check,
    Courtyard,
    Deed,
    Grid,
    Household,
    Lane,
    Membership,
    Month,
    Person,
)
from webapp.queries.accounts import LASTED
from webapp.queries.deeds import ACCEPTED, WAITING

SEEN = 16  # signs of a digest
MOST_MONTHS = 6


def lanes_of(community_id: int) -> list[Lane]:
    return list(db.session.scalars(select(Lane).where(Lane.community_id == community_id).order_by(Lane.position)))


def grids_of_community(community_id: int) -> list[Grid]:
    return list(db.session.scalars(select(Grid).where(Grid.community_id == community_id).order_by(Grid.code)))


def courtyards_listed(community_id: int, lane: int | None = None) -> list[Courtyard]:
    """All of them or those of one lane, enrolled or not, by grid and walking order."""
    found = (
        select(Courtyard)
        .join(Courtyard.grid)
        .where(Courtyard.community_id == community_id, Courtyard.is_void.is_(False))
        .order_by(Grid.code, Courtyard.walk_position, Courtyard.id)
        .options(joinedload(Courtyard.lane), joinedload(Courtyard.grid))
    )
    return list(db.session.scalars(found if lane is None else found.where(Courtyard.lane_id == lane)))


def courtyard_at(lane: Lane, number: str) -> Courtyard | None:
    return db.session.scalar(
        select(Courtyard).where(
            Courtyard.community_id == lane.community_id, Courtyard.lane_id == lane.id, Courtyard.number == number
        )
    )


def last_position(grid: Grid) -> int:
    found = select(func.max(Courtyard.walk_position)).where(
        Courtyard.community_id == grid.community_id, Courtyard.grid_id == grid.id
    )
    return db.session.scalar(found) or 0


def is_closed_from(community_id: int, month: str) -> bool:
    """Whether `month` or a later one is confirmed: what it rests on stays as it is."""
    found = select(Month.id).where(Month.community_id == community_id, Month.name >= month, Month.state.not_in(DRAFTS))
    return db.session.scalar(found.limit(1)) is not None


def drafts_from(community_id: int, month: str) -> list[Month]:
    """The begun months from `month` on that take changes, the earliest first."""
    found = select(Month).where(Month.community_id == community_id, Month.name >= month, Month.state.in_(DRAFTS))
    return list(db.session.scalars(found.order_by(Month.name)))


def has_draft_until(community_id: int, month: str) -> bool:
    found = select(Month.id).where(Month.community_id == community_id, Month.name <= month, Month.state.in_(DRAFTS))
    return db.session.scalar(found.limit(1)) is not None


def months_to_choose(community_id: int, today: dt.date) -> list[str]:
    """From the month after the last confirmed one to the next of the calendar, the latest first."""
    month = next_month(f"{today:%Y-%m}")
    months = [month]
    while len(months) < MOST_MONTHS and not is_closed_from(community_id, previous_month(month)):
        month = previous_month(month)
        months.append(month)
    return months


def has_records(courtyard: Courtyard, month: str) -> bool:
    """Whether anything was checked or credited there in `month` or later."""
    checks = select(Check.id).where(
        Check.community_id == courtyard.community_id, Check.courtyard_id == courtyard.id, Check.month >= month
    )
    deeds = select(Deed.id).where(
        Deed.community_id == courtyard.community_id,
        Deed.courtyard_id == courtyard.id,
        Deed.month >= month,
        Deed.state.in_((WAITING, ACCEPTED)),
    )
    return any(db.session.scalar(each.limit(1)) is not None for each in (checks, deeds))


def accounts_of(courtyard: Courtyard) -> list[Account]:
    """All it had, the latest last; without those that were opened by mistake, and so closed before they began."""
    return list(
        db.session.scalars(
            select(Account)
            .where(Account.community_id == courtyard.community_id, Account.courtyard_id == courtyard.id, LASTED)
            .order_by(Account.opened_in, Account.id)
        )
    )


def open_account(courtyard: Courtyard) -> Account | None:
    """The one that nobody closed."""
    return next((each for each in reversed(accounts_of(courtyard)) if each.closed_in is None), None)


def holding(account: Account | None) -> list[Household]:
    """The households that hold this account."""
    if account is None:
        return []
    return list(
        db.session.scalars(
            select(Household)
            .join(AccountHolder, AccountHolder.household_id == Household.id)
            .where(Household.community_id == account.community_id, AccountHolder.account_id == account.id)
            .order_by(Household.id)
        )
    )


def membership_by_id(community_id: int, key: int) -> Membership | None:
    return db.session.scalar(
        select(Membership)
        .where(Membership.community_id == community_id, Membership.id == key)
        .options(joinedload(Membership.person), joinedload(Membership.household).joinedload(Household.courtyard))
    )


def memberships_of(person: Person) -> list[Membership]:
    return list(
        db.session.scalars(
            select(Membership)
            .where(Membership.community_id == person.community_id, Membership.person_id == person.id)
            .order_by(Membership.id)
        )
    )


def memberships_named(community_id: int, name: str) -> list[Membership]:
    """Where people of this name live or lived, each person's latest."""
    rows = db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Membership.community_id == community_id, Person.name == name)
        .options(joinedload(Membership.person), joinedload(Membership.household).joinedload(Household.courtyard))
        .order_by(Membership.since, Membership.id)
    )
    return list({row.person_id: row for row in rows}.values())


def names_of_homes(community_id: int, households: Collection[int]) -> dict[int, str]:
    """Whom each household is called by: its head, else somebody who lives there, else whoever was its head last."""
    rows = db.session.execute(
        select(Membership.household_id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.community_id == community_id,
            Membership.household_id.in_(households),
        )
        .order_by(Membership.until.is_(None), Membership.role == "head", Membership.until, Membership.id.desc())
    )
    return dict(rows.all())


def seen_of_courtyard(courtyard: Courtyard) -> str:
    """Stands for what its page shows, so that nobody changes what somebody else has just changed."""
    accounts = [(each.id, each.opened_in, each.closed_in) for each in accounts_of(courtyard)]
    homes = db.session.execute(
        select(Household.id, Household.kind)
        .where(Household.community_id == courtyard.community_id, Household.courtyard_id == courtyard.id)
        .order_by(Household.id)
    ).all()
    told = [getattr(courtyard, column.key) for column in Courtyard.__table__.columns]
    return _digest(told, accounts, [tuple(each) for each in homes])


def seen_of_household(household: Household) -> str:
    people = db.session.execute(
        select(
            Membership.id,
            Membership.role,
            Membership.since,
            Membership.until,
            Person.name,
            Person.is_party_member,
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.community_id == household.community_id, Membership.household_id == household.id)
        .order_by(Membership.id)
    ).all()
    told = [household.id, household.kind, household.in_difficulty, household.courtyard_id]
    return _digest(told, [tuple(each) for each in people])


def _digest(*told: object) -> str:
    return sha256(repr(told).encode()).hexdigest()[:SEEN]
