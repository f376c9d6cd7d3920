"""What every change of the roster begins with: the right to it, the community's lock, what the page showed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.calendar_month import next_month
from webapp.domain.household_code import make_code
from webapp.domain.imports.written import written_month
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Account, AccountHolder, Courtyard, Grid, Household, Membership, User
from webapp.operations.place_in_month import reopen_draft
from webapp.operations.transaction import transaction
from webapp.queries.files import courtyard_by_id, household_by_id
from webapp.queries.roster_desk import (
    drafts_from,
    is_closed_from,
    membership_by_id,
    seen_of_courtyard,
    seen_of_household,
)


@contextmanager
def roster_change(actor: User) -> Iterator[Session]:
    """The transaction of an administrator. Phones learn of what is written by triggers in the database."""
    if not actor.has_role("admin"):
        raise RosterRefused("not_admin")
    with transaction(actor.community_id) as session:
        yield session


def seen_courtyard(actor: User, key: int, seen: str) -> Courtyard:
    """The courtyard as the page showed it."""
    found = courtyard_by_id(actor.community_id, key)
    if found is None or found.is_void:
        raise RosterRefused("unknown")
    if seen_of_courtyard(found) != seen:
        raise RosterRefused("changed")
    return found


def seen_household(actor: User, key: int, seen: str) -> Household:
    """The household as the page showed it, with its people."""
    found = household_by_id(actor.community_id, key)
    if found is None:
        raise RosterRefused("unknown")
    if seen_of_household(found) != seen:
        raise RosterRefused("changed")
    return found


def seen_membership(actor: User, key: int, seen: str) -> Membership:
    """`seen` is that of its household."""
    found = membership_by_id(actor.community_id, key)
    if found is None:
        raise RosterRefused("unknown")
    seen_household(actor, found.household_id, seen)
    return found


def this_month(actor: User) -> str:
    return f"{clock.today(actor.community):%Y-%m}"


def chosen_month(actor: User, text: str) -> str:
    """The month that a change is dated by: none to come but the next."""
    month = written_month(text)
    if month is None:
        raise RosterRefused("no_month", "month")
    if month > next_month(this_month(actor)):
        raise RosterRefused("too_far", "month")
    return month


def require_open(actor: User, month: str) -> None:
    """Nothing that a confirmed month rests on is changed."""
    if is_closed_from(actor.community_id, month):
        raise RosterRefused("month_closed", "month")


def reopen_from(session: Session, actor: User, month: str) -> None:
    """Drafts from `month` on were scored by another roster."""
    for each in drafts_from(actor.community_id, month):
        reopen_draft(session, each)


def make_room(session: Session, grid: Grid, position: int) -> None:
    """Those who stand there or later in the walking order move on by one."""
    later = (
        Courtyard.community_id == grid.community_id,
        Courtyard.grid_id == grid.id,
        Courtyard.walk_position >= position,
    )
    session.execute(update(Courtyard).where(*later).values(walk_position=Courtyard.walk_position + 1))


def new_account(session: Session, courtyard: Courtyard, month: str, holders: Iterable[Household] = ()) -> Account:
    """A courtyard's account from `month` on."""
    of = {"community_id": courtyard.community_id}
    account = Account(**of, kind="courtyard", courtyard=courtyard, opened_in=month)
    account.holders = [AccountHolder(**of, household=each) for each in holders]
    session.add(account)
    session.flush()
    return account


def new_code() -> str:
    return make_code(secrets.token_bytes(8))


def differences(row: object, values: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Write the values; those that were others before, and what they are now."""
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, values[name])
    return before, {name: values[name] for name in before}
