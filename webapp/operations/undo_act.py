"""Take back a change of holder, a split or a merge: all is as it was before, and both stand in the records.

What the act made stays as a row that takes part in nothing, because keys must never be given out twice: the audit log,
an open card and links name them, a phone may hold a check of a courtyard that was made by mistake, somebody its plate.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.calendar_month import previous_month
from webapp.domain.imports.identity_number import holds_identity_number
from webapp.domain.roster_picture import keys_made, stands
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import (
    Account,
    AccountHolder,
    Courtyard,
    Household,
    HouseholdAccess,
    Membership,
    Recusal,
    RosterAct,
    User,
)
from webapp.models.types import NOTE
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import reopen_from, roster_change, seen_courtyard
from webapp.queries.roster_acts import (
    SHOWN,
    act_by_id,
    acts_on,
    courtyards_of_act,
    is_joined,
    is_used,
    picture_of,
    rows_of,
)
from webapp.queries.roster_desk import courtyard_at, is_closed_from

DAYS = ("since", "until")
NUMBER = 24  # letters of a number that are kept


def weigh_undo(actor: User, act: RosterAct) -> None:
    """Raises RosterRefused when it can't be taken back any more."""
    if act.undone_at is not None:
        raise RosterRefused("undone_already")
    if is_closed_from(actor.community_id, act.month):
        raise RosterRefused("confirmed_since", month=act.month)
    yards = courtyards_of_act(act)
    later = [each for each in acts_on(actor.community_id, yards) if each.id > act.id]
    if any(each.undone_at is None for each in later):
        raise RosterRefused("later_act")
    if is_used(act):
        raise RosterRefused("used_since")
    if is_joined(act, later) or not stands(act.touched, picture_of(actor.community_id, yards, act.touched)):
        raise RosterRefused("changed_since")
    _require_numbers(actor, act)


def _require_numbers(actor: User, act: RosterAct) -> None:
    """Nobody else has got a number meanwhile that goes back."""
    for each, pairs in _changed(actor, act, Courtyard):
        there = courtyard_at(each.lane, str(pairs["number"][0])) if "number" in pairs else None
        if there is not None and there.id not in {each.id, *keys_made(act.touched, "courtyard")}:
            raise RosterRefused("number_gone")


def undo_act(actor: User, key: int, reason: str, seen: str) -> RosterAct:
    """`seen` is of the courtyard that the act was asked for. Raises RosterRefused."""
    with roster_change(actor) as session:
        act = act_by_id(actor.community_id, key)
        if act is None:
            raise RosterRefused("unknown")
        weigh_undo(actor, act)
        seen_courtyard(actor, act.courtyard_id, seen)
        said = _plain(reason)
        _make_void(session, actor, act)
        session.flush()
        for model in SHOWN:
            for row, pairs in _changed(actor, act, model):
                for name, (before, _) in pairs.items():
                    setattr(row, name, dt.date.fromisoformat(before) if before and name in DAYS else before)
        _take_home(session, act)
        act.reason, act.undone_by, act.undone_at = said, actor.id, clock.now()
        reopen_from(session, actor, act.month)
        of = {"act": act.id, "kind": act.kind, "month": act.month, "reason": said}
        note_event(session, actor, "roster_act_undone", "courtyard", str(act.courtyard_id), **of)
    return act


def _plain(reason: str) -> str:
    """Databases refuse some unprintable characters. Raises RosterRefused."""
    said = "".join(sign for sign in " ".join(reason.split()) if sign.isprintable())[:NOTE]
    if not said:
        raise RosterRefused("no_reason", "reason")
    if holds_identity_number(said):
        raise RosterRefused("identity_number", "reason")
    return said


def _changed(actor: User, act: RosterAct, model: type[Any]):
    """Rows of a table that the act changed, with what it wrote into them: by column [before, after]."""
    pairs = act.touched["changed"].get(model.__table__.name, {})
    return [(row, pairs[str(row.id)]) for row in rows_of(actor.community_id, model, map(int, pairs))]


def _make_void(session: Session, actor: User, act: RosterAct) -> None:
    """What the act made takes part in nothing."""
    made = {model: keys_made(act.touched, model.__table__.name) for model in SHOWN}
    for yard in rows_of(actor.community_id, Courtyard, made[Courtyard]):
        _close_gap(session, yard)
        yard.is_void, yard.enrolled_from, yard.enrolled_until = True, None, None
        yard.number = f"{yard.number[:NUMBER]}*{yard.id}"  # as nobody can write it, so that the number is free again
    for account in rows_of(actor.community_id, Account, made[Account]):
        account.closed_in = previous_month(account.opened_in)
    for home in rows_of(actor.community_id, Household, made[Household]):
        home.kind = "registered"
    first_of_month = clock.today(actor.community).replace(day=1)
    for each in rows_of(actor.community_id, Membership, made[Membership]):
        each.until = min(each.since, first_of_month) - dt.timedelta(days=1)
    for model, column, keys in (
        (AccountHolder, AccountHolder.id, made[AccountHolder]),
        (Recusal, Recusal.id, made[Recusal]),
        (HouseholdAccess, HouseholdAccess.household_id, made[Household]),
    ):
        session.execute(delete(model).where(model.community_id == actor.community_id, column.in_(keys)))


def _take_home(session: Session, act: RosterAct) -> None:
    """Households of acts that were taken back before this one stay with the courtyard, not with one that is void."""
    of = Household.community_id == act.community_id, Household.courtyard_id.in_(keys_made(act.touched, "courtyard"))
    session.flush()
    session.execute(update(Household).where(*of).values(courtyard_id=act.courtyard_id))


def _close_gap(session: Session, yard: Courtyard) -> None:
    """Those that are walked after it come forward by one."""
    of_grid = Courtyard.community_id == yard.community_id, Courtyard.grid_id == yard.grid_id
    later = update(Courtyard).where(*of_grid, Courtyard.walk_position > yard.walk_position)
    session.execute(later.values(walk_position=Courtyard.walk_position - 1))
    yard.walk_position = 0
