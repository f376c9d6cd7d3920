"""The snapshot's courtyards: route, surname, and how they were last seen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased, joinedload, load_only, selectinload

from sync.clock import week_bounds
from webapp.domain.names import surname
from webapp.domain.scoring.observation import COUNTING
from webapp.extensions import db
from webapp.models import Check, Courtyard, Finding, Grid, User
from webapp.queries.holders import courtyard_holders

SEEN = load_only(Check.courtyard_id, Check.inspector_id, Check.day, Check.judged, Check.corrected_at, Check.amendment)
TOLD = (Finding.item, Finding.result, Finding.phrases, Finding.check_id)


def walked_courtyards(
    user: User, grids: list[Grid], month: str, only: Collection[int] | None = None
) -> list[Courtyard]:
    """The enrolled courtyards of these grids, in walking order; of those with the ids `only`, where they are given."""
    found = (
        select(Courtyard)
        .where(Courtyard.community_id == user.community_id, Courtyard.grid_id.in_([grid.id for grid in grids]))
        .options(joinedload(Courtyard.lane), joinedload(Courtyard.grid))
    )
    if only is not None:
        found = found.where(Courtyard.id.in_(only))
    rows = [courtyard for courtyard in db.session.scalars(found) if courtyard.enrolled_in(month)]
    return sorted(rows, key=lambda courtyard: (courtyard.grid.code, courtyard.walk_position))


def courtyard_rows(user: User, courtyards: list[Courtyard], recused: Collection[int], today: dt.date) -> list[dict]:
    """Of a courtyard of 回避 only where it is: what was found there reaches its people by the card, like anybody's."""
    ids = [courtyard.id for courtyard in courtyards if courtyard.id not in recused]
    holders = courtyard_holders(user.community_id, today)
    last = _last_approved(user.community_id, ids)
    done = _this_week(user.community_id, ids, today)
    return [
        {
            "code": courtyard.code,
            "number": courtyard.number,
            "lane": courtyard.lane.name,
            "grid": courtyard.grid.code,
            "surname": surname(holders.get(courtyard.id, "")),
            "position": courtyard.walk_position,
            "latitude": courtyard.latitude,
            "longitude": courtyard.longitude,
            "last": _last(last.get(courtyard.id)),
            "done": _done(done[courtyard.id], user),
        }
        for courtyard in courtyards
    ]


def _last(check: Check | None) -> dict | None:
    """What was wrong last time, in the ready-made phrases; a free note stays here."""
    if check is None:
        return None
    said = [{"item": each.item, "phrases": each.phrases} for each in check.faults]
    return {"day": check.day.isoformat(), "faults": _faults(check), "judged": check.judged, "said": said}


def _done(checks: list[Check], user: User) -> dict | None:
    """This week's latest, and how many others have looked."""
    if not checks:
        return None
    others = sum(check.inspector_id != user.id for check in checks)
    return {"day": checks[-1].day.isoformat(), "faults": len(_faults(checks[-1])), "others": others}


def _faults(check: Check) -> list[str]:
    return [finding.item for finding in check.faults]


def _this_week(community_id: int, courtyard_ids: list[int], today: dt.date) -> defaultdict[int, list[Check]]:
    """For each courtyard every inspector's latest check of the week that stands, the oldest first."""
    days = Check.day.between(*week_bounds(today))
    of_each, taken = (Check.courtyard_id, Check.inspector_id), ("received", "complete", "approved")
    found = _latest(community_id, courtyard_ids, of_each, taken, days)
    by_courtyard: defaultdict[int, list[Check]] = defaultdict(list)
    for check in sorted(found, key=lambda each: (each.corrected_at, each.id)):
        by_courtyard[check.courtyard_id].append(check)
    return by_courtyard


def _last_approved(community_id: int, courtyard_ids: list[int]) -> dict[int, Check]:
    """For each courtyard the latest approved check that stands."""
    found = _latest(community_id, courtyard_ids, (Check.courtyard_id,), ("approved",))
    return {check.courtyard_id: check for check in found}


def _latest(
    community_id: int, courtyard_ids: list[int], by: tuple, states: tuple[str, ...], *conditions
) -> list[Check]:
    """The latest check of each group that stands and meets the conditions."""
    ranked = (
        select(
            Check.id,
            func.row_number()
            .over(partition_by=by, order_by=(Check.corrected_at.desc(), Check.id.desc()))
            .label("place"),
        )
        .where(Check.community_id == community_id, Check.courtyard_id.in_(courtyard_ids))
        .where(Check.judged.in_(COUNTING), *_stands(states), *conditions)
        .subquery()
    )
    found = (
        select(Check)
        .join(ranked, ranked.c.id == Check.id)
        .where(ranked.c.place == 1)
        .options(SEEN, selectinload(Check.findings).load_only(*TOLD))
    )
    return list(db.session.scalars(found))


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
