"""The snapshot's courtyards: route, surname, and how they were last seen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, union_all
from sqlalchemy.orm import aliased

from sync.clock import week_bounds
from webapp.domain.names import surname
from webapp.domain.scoring.amendment import Amendment
from webapp.domain.scoring.observation import COUNTING, Result
from webapp.extensions import db
from webapp.models import Assignment, Check, Courtyard, Finding, Grid, Lane, User
from webapp.queries.holders import courtyard_holders

APPROVED, OF_THE_WEEK = "approved", "of the week"


class WalkedCourtyard(NamedTuple):
    """A courtyard of the round; plain, because a round has hundreds."""

    id: int
    code: str
    number: str
    lane: str
    grid: str
    position: int
    latitude: int | None
    longitude: int | None


class Round(NamedTuple):
    """`grids` are {code, name} of the grids this inspector walks, by code; `courtyards` are in walking order."""

    grids: list[dict[str, str]]
    courtyards: list[WalkedCourtyard]


class Seen(NamedTuple):
    """One check that says how a courtyard was seen; `faults` are those that count, each with its phrases."""

    courtyard_id: int
    inspector_id: int
    day: dt.date
    judged: str
    faults: list[dict]


def round_of(user: User, today: dt.date, only: Collection[int] | None = None) -> Round:
    """The grids and their enrolled courtyards; of those with the ids `only`, where they are given."""
    month = f"{today:%Y-%m}"
    enrolled = [
        Courtyard.community_id == user.community_id,
        Courtyard.grid_id == Grid.id,
        Courtyard.enrolled_from <= month,
        Courtyard.enrolled_until.is_(None) | (Courtyard.enrolled_until >= month),
    ]
    if only is not None:
        enrolled.append(Courtyard.id.in_(only))
    told = (Courtyard.id, Courtyard.code, Courtyard.number, Lane.name, Grid.code, Courtyard.walk_position)
    found = (
        select(Grid.name, *told, Courtyard.latitude, Courtyard.longitude)
        .join(Assignment, Assignment.grid_id == Grid.id)
        .outerjoin(Courtyard, and_(*enrolled))
        .outerjoin(Lane, Lane.id == Courtyard.lane_id)
        .where(
            Assignment.community_id == user.community_id,
            Assignment.user_id == user.id,
            Assignment.since <= today,
            Assignment.until.is_(None) | (Assignment.until >= today),
        )
        .order_by(Grid.code, Courtyard.walk_position, Courtyard.id)
    )
    grids, courtyards = {}, {}
    for name, *row in db.session.execute(found):
        courtyard = WalkedCourtyard._make(row)
        grids[courtyard.grid] = {"code": courtyard.grid, "name": name}
        if courtyard.id is not None:  # a grid without courtyards is one, too
            courtyards[courtyard.id] = courtyard
    return Round(list(grids.values()), list(courtyards.values()))


def courtyard_rows(
    user: User, courtyards: Collection[WalkedCourtyard], recused: Collection[int], today: dt.date
) -> list[dict]:
    """Of a courtyard of 回避 only where it is: what was found there reaches its people by the card, like anybody's."""
    ids = [courtyard.id for courtyard in courtyards if courtyard.id not in recused]
    holders = courtyard_holders(user.community_id, today)
    last, done = _seen(user.community_id, ids, today)
    return [
        {
            "code": courtyard.code,
            "number": courtyard.number,
            "lane": courtyard.lane,
            "grid": courtyard.grid,
            "surname": surname(holders.get(courtyard.id, "")),
            "position": courtyard.position,
            "latitude": courtyard.latitude,
            "longitude": courtyard.longitude,
            "last": _last(last.get(courtyard.id)),
            "done": _done(done.get(courtyard.id, ()), user),
        }
        for courtyard in courtyards
    ]


def _last(seen: Seen | None) -> dict | None:
    """What was wrong last time, in the ready-made phrases; a free note stays here."""
    if seen is None:
        return None
    return {"day": seen.day.isoformat(), "faults": _items(seen), "judged": seen.judged, "said": seen.faults}


def _done(of_week: Collection[Seen], user: User) -> dict | None:
    """This week's latest, and how many others have looked."""
    *_, latest = of_week or (None,)
    if latest is None:
        return None
    others = sum(seen.inspector_id != user.id for seen in of_week)
    return {"day": latest.day.isoformat(), "faults": len(latest.faults), "others": others}


def _items(seen: Seen) -> list[str]:
    return [fault["item"] for fault in seen.faults]


def _seen(community_id: int, courtyard_ids: list[int], today: dt.date) -> tuple[dict[int, Seen], dict[int, list[Seen]]]:
    """By courtyard: the latest approved check, and every inspector's latest one of the week, the oldest first."""
    days = Check.day.between(*week_bounds(today))
    of_each, taken = (Check.courtyard_id, Check.inspector_id), ("received", "complete", "approved")
    ranked = union_all(
        _ranked(APPROVED, community_id, courtyard_ids, (Check.courtyard_id,), ("approved",)),
        _ranked(OF_THE_WEEK, community_id, courtyard_ids, of_each, taken, days),
    ).subquery()
    found = select(ranked).where(ranked.c.place == 1).order_by(ranked.c.corrected_at, ranked.c.id)
    rows = db.session.execute(found).all() if courtyard_ids else []
    faults = _faults(community_id, {row.id for row in rows})
    last: dict[int, Seen] = {}
    of_week: dict[int, list[Seen]] = defaultdict(list)
    for row in rows:
        eased = Amendment.from_text(row.amendment).eased
        counted = [fault for fault in faults.get(row.id, ()) if fault["item"] not in eased]
        seen = Seen(row.courtyard_id, row.inspector_id, row.day, row.judged, counted)
        if row.kind == APPROVED:
            last[row.courtyard_id] = seen
        else:
            of_week[row.courtyard_id].append(seen)
    return last, of_week


def _faults(community_id: int, check_ids: Iterable[int]) -> dict[int, list[dict]]:
    """By check: what was wrong, with its phrases."""
    found = (
        select(Finding.check_id, Finding.item, Finding.phrases)
        .where(Finding.community_id == community_id, Finding.check_id.in_(check_ids), Finding.result == Result.FAULT)
        .order_by(Finding.id)
    )
    faults: dict[int, list[dict]] = defaultdict(list)
    for check, item, phrases in db.session.execute(found) if check_ids else ():
        faults[check].append({"item": item, "phrases": phrases})
    return faults


def _ranked(
    kind: str, community_id: int, courtyard_ids: list[int], by: tuple, states: tuple[str, ...], *conditions
) -> Select:
    """The checks that stand and meet the conditions; the latest of each group has the place 1."""
    latest_first = (Check.corrected_at.desc(), Check.id.desc())
    told = (Check.id, Check.courtyard_id, Check.inspector_id, Check.day, Check.judged, Check.corrected_at)
    return (
        select(literal(kind).label("kind"), *told, Check.amendment)
        .add_columns(func.row_number().over(partition_by=by, order_by=latest_first).label("place"))
        .where(Check.community_id == community_id, Check.courtyard_id.in_(courtyard_ids))
        .where(Check.judged.in_(COUNTING), *_stands(states), *conditions)
    )


def _stands(states: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    """In one of these states, and no check in one of them takes it back or replaces it."""
    later = aliased(Check)
    replaced = select(later.id).where(
        later.community_id == Check.community_id,
        later.replaces == Check.uuid,
        # As differences, so that SQLite looks it up by what it replaces: a person has thousands of checks.
        later.inspector_id - Check.inspector_id == 0,
        later.courtyard_id - Check.courtyard_id == 0,
        later.state.in_(states),
    )
    return Check.state.in_(states), ~replaced.exists()
