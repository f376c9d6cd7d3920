"""Checks as the rules see them: chains of replacement, resolved, by courtyard."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, Row, Select, select

from sync.states import State
from webapp.domain.calendar_month import months_around, next_month
from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.scoring.amendment import Amendment
from webapp.domain.scoring.chains import CheckRecord, Resolution, resolve
from webapp.domain.scoring.observation import ItemResult
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Finding

SAID = (Finding.item, Finding.result, Finding.note, Finding.phrases, Finding.severity, Finding.count)


def resolutions(
    community_id: int,
    month: str,
    courtyard_id: int | None = None,
    late_until: str = "",
    rulings: Rulings = NONE,
) -> dict[int, Resolution]:
    """What counts for `month`, by courtyard: its checks, those of the months beside it for re-checks, and whole chains.

    Late checks belong to a month that is closed. They are left out, but for those of `month` itself that were placed in
    `late_until` or before: with them it is what the month would have been. `rulings` are those on objections to it.
    """
    found = records_around(community_id, month, courtyard_id, late_until)
    return {courtyard: resolve(rulings.on_checks(records)) for courtyard, records in found.items()}


def records_around(
    community_id: int, month: str, courtyard_id: int | None = None, late_until: str = ""
) -> dict[int, list[CheckRecord]]:
    """The checks that may count for `month`, by courtyard."""
    scope: list[ColumnElement[bool]] = [Check.community_id == community_id]
    if courtyard_id is not None:
        scope.append(Check.courtyard_id == courtyard_id)
    in_time = [*scope, Check.late.is_(False)]
    of_months = [*in_time, Check.month.in_(months_around(month))]
    found = _chains(of_months, in_time) if courtyard_id is not None else _chains_of_many(of_months, in_time)
    if late_until:
        found += _late(scope, month, late_until)
    by_courtyard: dict[int, list[CheckRecord]] = defaultdict(list)
    for courtyard, record in found:
        by_courtyard[courtyard].append(record)
    return by_courtyard


def late_checks(community_id: int, month: str) -> list[tuple[int, str, dt.date]]:
    """Courtyard, id and day of the approved checks that count in `month` because they came late."""
    rows = db.session.execute(came_late(community_id, month).order_by(Check.day, Check.uuid))
    return [(courtyard, uuid, day) for courtyard, uuid, day in rows]


def came_late(community_id: int, month: str) -> Select[int, str, dt.date]:
    return select(Check.courtyard_id, Check.uuid, Check.day).where(
        Check.community_id == community_id,
        Check.month == month,
        Check.late.is_(True),
        Check.state == State.APPROVED.value,
    )


def _late(scope: list[ColumnElement[bool]], month: str, until: str) -> list[tuple[int, CheckRecord]]:
    """The late checks of `month`, as if they had come in time."""
    first = dt.date.fromisoformat(f"{month}-01")
    after = dt.date.fromisoformat(f"{next_month(month)}-01")
    of_month = [Check.late.is_(True), Check.month <= until, Check.day >= first, Check.day < after]
    return [(courtyard, replace(record, month=month)) for courtyard, record in check_records([*scope, *of_month])]


def _chains(first: list[ColumnElement[bool]], scope: list[ColumnElement[bool]]) -> list[tuple[int, CheckRecord]]:
    """The `first` checks, and the others of the same chains, whatever their month: the database follows them."""
    chain = select(Check.uuid, Check.replaces).where(*first).cte(recursive=True)
    beside = (Check.uuid == chain.c.replaces) | (Check.replaces == chain.c.uuid)
    whole = chain.union(select(Check.uuid, Check.replaces).join(chain, beside).where(*scope))
    checks = _checks([*scope, Check.uuid.in_(select(whole.c.uuid))])
    return _records(checks, [*scope, Check.id.in_([check.id for check in checks])])


def _chains_of_many(
    first: list[ColumnElement[bool]], scope: list[ColumnElement[bool]]
) -> list[tuple[int, CheckRecord]]:
    """The same of a whole community, where the database would look at every pair of checks."""
    found = check_records(first)
    linked = _linked(scope, {record.id: record.replaces for _, record in found})
    return found + check_records([*scope, Check.uuid.in_(linked)]) if linked else found


def _linked(scope: list[ColumnElement[bool]], replaces_of: Mapping[str, str | None]) -> set[str]:
    """The other checks of the same chains, whatever their month: given ids, each with the id that it replaces."""
    known, fresh = set(replaces_of), replaces_of
    while fresh:
        older = set(fresh.values()) - known - {None}
        rows = db.session.execute(
            select(Check.uuid, Check.replaces).where(*scope, Check.uuid.in_(older) | Check.replaces.in_(fresh.keys()))
        )
        fresh = {uuid: replaces for uuid, replaces in rows if uuid not in known}
        known |= fresh.keys()
    return known - replaces_of.keys()


def check_records(within: list[ColumnElement[bool]]) -> list[tuple[int, CheckRecord]]:
    """Each check with its courtyard. Plain rows instead of objects: a month has hundreds, and pages wait for this."""
    return _records(_checks(within), within)


def _checks(within: list[ColumnElement[bool]]) -> Sequence[Row]:
    return db.session.execute(
        select(
            Check.id,
            Check.uuid,
            Check.replaces,
            Check.state,
            Check.judged,
            Check.month,
            Check.day,
            Check.corrected_at,
            Check.courtyard_id,
            Check.amendment,
        ).where(*within)
    ).all()


def _records(checks: Sequence[Row], within: list[ColumnElement[bool]]) -> list[tuple[int, CheckRecord]]:
    """The checks, which are those `within`, with what they say."""
    results = _results(within)
    return [
        (
            courtyard,
            CheckRecord(
                uuid, replaces, state, judged, month, day, at, tuple(results.get(key, ())), Amendment.from_text(amended)
            ),
        )
        for key, uuid, replaces, state, judged, month, day, at, courtyard, amended in checks
    ]


def _results(within: list[ColumnElement[bool]]) -> dict[int, list[ItemResult]]:
    """What each check says of its items, each with its photos; one row for each photo."""
    shown = (
        (CheckPhoto.community_id == Finding.community_id)
        & (CheckPhoto.check_id == Finding.check_id)
        & (CheckPhoto.item == Finding.item)
    )
    rows = db.session.execute(
        select(Finding.id, Finding.check_id, *SAID, CheckPhoto.sha256)
        .join(Check, (Check.id == Finding.check_id) & (Check.community_id == Finding.community_id))
        .outerjoin(CheckPhoto, shown)
        .where(*within)
        .order_by(Finding.id, CheckPhoto.position)
    )
    results: dict[int, list[ItemResult]] = defaultdict(list)
    for _, of_finding in groupby(rows, key=itemgetter(0)):
        found = list(of_finding)
        _, check, item, result, note, phrases, severity, count, _ = found[0]
        photos = tuple(row.sha256 for row in found if row.sha256 is not None)
        results[check].append(ItemResult(item, result, note, tuple(phrases), photos, severity, count))
    return results
