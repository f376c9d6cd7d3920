"""换院主: from a month on another household holds the courtyard; the old account closes, and keeps its points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.domain.calendar_month import last_day, previous_month
from webapp.domain.imports.written import written_words
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Account, Courtyard, Household, RosterAct, User
from webapp.models.roster_act import HOLDER
from webapp.operations.add_household import Head, make_household
from webapp.operations.keep_act import keep_act, told
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import (
    chosen_month,
    new_account,
    reopen_from,
    require_open,
    roster_change,
    seen_courtyard,
)
from webapp.queries.files import households_in, memberships
from webapp.queries.roster_acts import picture_of
from webapp.queries.roster_desk import holding, open_account


@dataclass(frozen=True, slots=True)
class Change:
    """Who holds it from `month` on: a household that lives there, or a new one whose head is `name`.

    `stays` says whether the household that held it goes on living there.
    """

    month: str
    household: int | None = None
    name: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """A change that could be made now."""

    month: str
    account: Account
    before: list[Household]
    after: Household | None
    name: str


def weigh_change(courtyard: Courtyard, actor: User, given: Change) -> Weighed:
    """What it would do. Raises RosterRefused."""
    month = chosen_month(actor, given.month)
    account = account_to_close(courtyard, actor, month)
    before = holding(account)
    if given.household is None:
        return Weighed(month, account, before, None, written_words(given.name, "name"))
    after = next((each for each in households_in(courtyard) if each.id == given.household), None)
    if after is None or after in before:
        raise RosterRefused("no_household", "household")
    return Weighed(month, account, before, after, "")


def account_to_close(courtyard: Courtyard, actor: User, month: str) -> Account:
    """The courtyard's, which must have taken part before `month`, and no confirmed month may rest on it since."""
    require_open(actor, month)
    account = open_account(courtyard)
    if account is None:
        raise RosterRefused("no_account")
    if account.opened_in >= month:
        raise RosterRefused("opened_later", "month", month=account.opened_in)
    return account


def change_holder(actor: User, key: int, given: Change, seen: str) -> Account:
    """The account that was opened. Raises RosterRefused."""
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, key, seen)
        weighed = weigh_change(courtyard, actor, given)
        picture = picture_of(actor.community_id, [key])
        first = dt.date.fromisoformat(f"{weighed.month}-01")
        after = weighed.after or make_household(session, courtyard, "owner", Head(weighed.name, first))
        after.kind = "owner"
        opened = follow(session, weighed.account, weighed.month, [after])
        _let_go(weighed.before, given.stays, weighed.month)
        reopen_from(session, actor, weighed.month)
        said = told([courtyard.number], weighed.before, [after])
        keep_act(session, actor, RosterAct(kind=HOLDER, month=weighed.month, courtyard_id=key, told=said), picture)
        note_event(
            session,
            actor,
            "holder_changed",
            "courtyard",
            str(key),
            month=weighed.month,
            before={"account": weighed.account.id, "households": [each.id for each in weighed.before]},
            after={"account": opened.id, "households": [after.id]},
        )
    return opened


def follow(session: Session, account: Account, month: str, holders: Collection[Household]) -> Account:
    """Close the account in the month before, and open another of the same courtyard, team and group."""
    assert account.courtyard is not None, "courtyards change holders"
    account.closed_in = previous_month(month)
    opened = new_account(session, account.courtyard, month, holders)
    opened.group_name, opened.parent_id = account.group_name, account.parent_id
    return opened


def _let_go(homes: Collection[Household], stays: bool, month: str) -> None:
    """Whoever held it lives there like others, or has left on the last day of the month before."""
    last = last_day(previous_month(month))
    for home in homes:
        home.kind = "registered"
        for each in [] if stays else memberships(home.community_id, [home.id])[home.id]:
            if each.until is None or each.until > last:
                each.until = max(last, each.since)
