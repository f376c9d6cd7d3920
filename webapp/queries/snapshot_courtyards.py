"""The snapshot's courtyards: route, surname, and how they were last seen."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from sync.clock import week_bounds
from webapp.domain.names import surname
from webapp.extensions import db
from webapp.models import Check, Courtyard, Finding, Grid, User
from webapp.queries.accounts import courtyard_holders

COUNTING = ("whole", "lane")
SEEN = load_only(Check.courtyard_id, Check.day, Check.judged)


def walked_courtyards(user: User, grids: list[Grid], month: str) -> list[Courtyard]:
    """The enrolled courtyards of these grids, in walking order."""
    found = (
        select(Courtyard)
        .where(Courtyard.community_id == user.community_id, Courtyard.grid_id.in_([grid.id for grid in grids]))
        .options(joinedload(Courtyard.lane), joinedload(Courtyard.grid))
    )
    rows = [courtyard for courtyard in db.session.scalars(found) if courtyard.enrolled_in(month)]
    return sorted(rows, key=lambda courtyard: (courtyard.grid.code, courtyard.walk_position))


def courtyard_rows(user: User, courtyards: list[Courtyard], today: dt.date) -> list[dict]:
    ids = [courtyard.id for courtyard in courtyards]
    holders = courtyard_holders(user.community_id, today)
    last = _latest_checks(user.community_id, ids, Check.state == "approved", Check.judged.in_(COUNTING))
    monday, sunday = week_bounds(today)
    done = _latest_checks(user.community_id, ids, Check.state != "returned", Check.day.between(monday, sunday))
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
            "done": _done(done.get(courtyard.id)),
        }
        for courtyard in courtyards
    ]


def _last(check: Check | None) -> dict | None:
    return check and {"day": check.day.isoformat(), "faults": _faults(check), "judged": check.judged}


def _done(check: Check | None) -> dict | None:
    """A withdrawn check leaves the courtyard to be done again."""
    if check is None or check.judged == "withdrawn":
        return None
    return {"day": check.day.isoformat(), "faults": len(_faults(check))}


def _faults(check: Check) -> list[str]:
    return [finding.item for finding in check.findings if finding.result == "fault"]


def _latest_checks(community_id: int, courtyard_ids: list[int], *conditions) -> dict[int, Check]:
    """For each courtyard the latest check that meets the conditions."""
    ranked = (
        select(
            Check.id,
            func.row_number()
            .over(partition_by=Check.courtyard_id, order_by=(Check.corrected_at.desc(), Check.id.desc()))
            .label("place"),
        )
        .where(Check.community_id == community_id, Check.courtyard_id.in_(courtyard_ids), *conditions)
        .subquery()
    )
    found = (
        select(Check)
        .join(ranked, ranked.c.id == Check.id)
        .where(ranked.c.place == 1)
        .options(SEEN, selectinload(Check.findings).load_only(Finding.item, Finding.result, Finding.check_id))
    )
    return {check.courtyard_id: check for check in db.session.scalars(found)}
