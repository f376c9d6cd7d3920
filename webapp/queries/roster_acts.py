"""Changes of holder, splits and merges: which there were, what they touched, and what rests on them by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import joinedload

from webapp.domain.roster_picture import Picture, Row, Touched, Value, keys_made, keys_touched
from webapp.extensions import db
from webapp.models import Account, AccountHolder, Courtyard, Deed, Household, Membership, Recusal, RosterAct
from webapp.queries.accounts import LASTED
from webapp.queries.deeds import ACCEPTED, WAITING

# What an act writes. The place in the walking order moves with others' and is put right by its own rule.
SHOWN: dict[type[Any], tuple[str, ...]] = {
    Courtyard: ("lane_id", "grid_id", "number", "sort_key", "enrolled_from", "enrolled_until", "is_party_centre"),
    Account: ("courtyard_id", "opened_in", "closed_in"),
    AccountHolder: ("account_id", "household_id"),
    Household: ("courtyard_id", "kind", "moved_from_id", "moved_in"),
    Membership: ("household_id", "person_id", "role", "since", "until"),
    Recusal: ("user_id", "courtyard_id"),
}
# They refer to a row without anything having happened there: parts of the act, drafts of scores, the way into a card.
BESIDE = {model.__table__.name for model in SHOWN} | {"roster_act", "score", "household_access", "access_visit"}


def act_by_id(community_id: int, key: int) -> RosterAct | None:
    found = select(RosterAct).where(RosterAct.community_id == community_id, RosterAct.id == key)
    people = joinedload(RosterAct.maker), joinedload(RosterAct.undoer)
    return db.session.scalar(found.options(*people, joinedload(RosterAct.courtyard).joinedload(Courtyard.lane)))


def acts_on(community_id: int, courtyards: Collection[int] = (), households: Collection[int] = ()) -> list[RosterAct]:
    """Those that touched any of them, the latest first. A community has few: what they touched is read here."""
    found = (
        select(RosterAct)
        .where(RosterAct.community_id == community_id)
        .options(joinedload(RosterAct.maker), joinedload(RosterAct.undoer))
        .order_by(RosterAct.id.desc())
    )
    return [
        each
        for each in db.session.scalars(found)
        if each.courtyard_id in courtyards
        or keys_touched(each.touched, "courtyard") & set(courtyards)
        or keys_touched(each.touched, "household") & set(households)
        or {*each.told["before"], *each.told["after"]} & set(households)
    ]


def homes_told_of(acts: Iterable[RosterAct]) -> set[int]:
    return {key for each in acts for key in (*each.told["before"], *each.told["after"])}


def courtyards_of_act(act: RosterAct) -> set[int]:
    """Also those whose households or accounts alone it changed."""
    rows = [*act.touched["made"].get("account", {}).values()]
    held = {int(str(row["courtyard_id"])) for row in rows}
    return {act.courtyard_id, *held, *keys_touched(act.touched, "courtyard"), *_moved(act.touched)}


def _moved(touched: Touched) -> set[int]:
    pairs = [each.get("courtyard_id", []) for each in touched["changed"].get("household", {}).values()]
    return {int(str(key)) for pair in pairs for key in pair if key is not None}


def rows_of(community_id: int, model, keys: Iterable[int]) -> list:
    """Rows of one table by their keys."""
    return list(_rows(model, community_id, model.id.in_([*keys])))


def picture_of(community_id: int, courtyards: Collection[int], of_act: Touched | None = None) -> Picture:
    """Of some courtyards all that an act may change: themselves, their accounts, households, people and 回避; or what
    is in the tables that one act touched.
    """
    homes = select(Household.id).where(Household.community_id == community_id, Household.courtyard_id.in_(courtyards))
    accounts = select(Account.id).where(Account.community_id == community_id, Account.courtyard_id.in_(courtyards))
    of: dict[type[Any], ColumnElement[bool]] = {
        Courtyard: Courtyard.id.in_(courtyards),
        Account: Account.courtyard_id.in_(courtyards),
        AccountHolder: AccountHolder.account_id.in_(accounts),
        Household: Household.courtyard_id.in_(courtyards),
        Membership: Membership.household_id.in_(homes),
        Recusal: Recusal.courtyard_id.in_(courtyards),
    }
    return {
        model.__table__.name: {str(row.id): _row(row, names) for row in _rows(model, community_id, of[model])}
        for model, names in SHOWN.items()
        if of_act is None or {*of_act["made"], *of_act["changed"]} & {model.__table__.name}
    }


def _rows(model, community_id: int, of: ColumnElement[bool]) -> Iterable:
    return db.session.scalars(select(model).where(model.community_id == community_id, of))


def _row(row: object, names: tuple[str, ...]) -> Row:
    return {name: _value(getattr(row, name)) for name in names}


def _value(value: Value | dt.date) -> Value:
    return value.isoformat() if isinstance(value, dt.date) else value


def is_used(act: RosterAct) -> bool:
    """Whether anything happened with what the act made: a check, a deed, a line of a sheet, something put by.

    Tables are asked by their keys, so that one that is added later is asked, too.
    """
    made = {name: keys for name in act.touched["made"] if (keys := keys_made(act.touched, name))}
    found = _deeds_of_the_moved(act)
    for table in db.metadata.tables.values():
        for column in table.columns if table.name not in BESIDE else ():
            keys = {key for fk in column.foreign_keys for key in made.get(fk.column.table.name, ())}
            if keys:
                of = table.c.community_id == act.community_id, column.in_(keys)
                found.append(exists(select(table.c.community_id).where(*of)))
    return bool(found) and bool(db.session.scalar(select(or_(*found))))


def _deeds_of_the_moved(act: RosterAct) -> list[ColumnElement[bool]]:
    """What households did where they moved to would stay credited there."""
    moved = [
        (Deed.household_id == int(key)) & (Deed.courtyard_id == pairs["courtyard_id"][1])
        for key, pairs in act.touched["changed"].get("household", {}).items()
        if "courtyard_id" in pairs
    ]
    since = Deed.community_id == act.community_id, Deed.month >= act.month, Deed.state.in_((WAITING, ACCEPTED))
    return [exists(select(Deed.id).where(*since, or_(*moved)))] if moved else []


def is_joined(act: RosterAct, later: Iterable[RosterAct]) -> bool:
    """Whether households, people or accounts have come to what the act made, which are neither of the act nor of
    `later` ones, which were taken back.
    """
    made = {name: keys_made(act.touched, name) for name in ("courtyard", "account", "household", "membership")}
    homes, holders = keys_touched(act.touched, "household"), keys_made(act.touched, "account_holder")
    homes |= {key for each in later for key in keys_made(each.touched, "household")}
    lives_there = Household.courtyard_id.in_(made["courtyard"]) & Household.id.not_in(homes)
    holds = AccountHolder.account_id.in_(made["account"]) | AccountHolder.household_id.in_(made["household"])
    came: dict[type[Any], ColumnElement[bool]] = {
        Household: lives_there | Household.moved_from_id.in_(made["courtyard"]),
        Account: Account.courtyard_id.in_(made["courtyard"]) & Account.id.not_in(made["account"]) & LASTED,
        AccountHolder: holds & AccountHolder.id.not_in(holders),
        Membership: Membership.household_id.in_(made["household"]) & Membership.id.not_in(made["membership"]),
    }
    found = [exists().where(model.community_id == act.community_id, each) for model, each in came.items()]
    return bool(db.session.scalar(select(or_(*found))))
