"""Checks as the rules see them: chains of replacement, resolved, by courtyard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, select

from webapp.domain.calendar_month import months_around
from webapp.domain.chains import CheckRecord, Resolution, resolve
from webapp.domain.observation import ItemResult
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Finding

GRADED = (Finding.severity, Finding.count)


def resolutions(community_id: int, month: str, courtyard_id: int | None = None) -> dict[int, Resolution]:
    """What counts for `month`, by courtyard: its checks, those of the months beside it for re-checks, and whole chains.

    Late checks belong to a month that is closed; they become adjustments and are left out here.
    """
    scope: list[ColumnElement[bool]] = [Check.community_id == community_id, Check.late.is_(False)]
    if courtyard_id is not None:
        scope.append(Check.courtyard_id == courtyard_id)
    found = check_records([*scope, Check.month.in_(months_around(month))])
    linked = _linked(scope, {record.id: record.replaces for _, record in found})
    if linked:
        found += check_records([*scope, Check.uuid.in_(linked)])
    by_courtyard: dict[int, list[CheckRecord]] = defaultdict(list)
    for courtyard, record in found:
        by_courtyard[courtyard].append(record)
    return {courtyard: resolve(records) for courtyard, records in by_courtyard.items()}


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
    checks = db.session.execute(
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
        ).where(*within)
    ).all()
    results = _results(within)
    return [
        (courtyard, CheckRecord(uuid, replaces, state, judged, month, day, at, tuple(results.get(key, ()))))
        for key, uuid, replaces, state, judged, month, day, at, courtyard in checks
    ]


def _results(within: list[ColumnElement[bool]]) -> dict[int, list[ItemResult]]:
    photos = _photos(within)
    found = db.session.execute(
        select(Finding.check_id, Finding.item, Finding.result, Finding.note, Finding.phrases, *GRADED)
        .join(Check, (Check.id == Finding.check_id) & (Check.community_id == Finding.community_id))
        .where(*within)
        .order_by(Finding.id)
    )
    results: dict[int, list[ItemResult]] = defaultdict(list)
    for check, item, result, note, phrases, severity, count in found:
        shown = tuple(photos.get((check, item), ()))
        results[check].append(ItemResult(item, result, note, tuple(phrases), shown, severity, count))
    return results


def _photos(within: list[ColumnElement[bool]]) -> dict[tuple[int, str], list[str]]:
    found = db.session.execute(
        select(CheckPhoto.check_id, CheckPhoto.item, CheckPhoto.sha256)
        .join(Check, (Check.id == CheckPhoto.check_id) & (Check.community_id == CheckPhoto.community_id))
        .where(*within)
        .order_by(CheckPhoto.check_id, CheckPhoto.position)
    )
    photos: dict[tuple[int, str], list[str]] = defaultdict(list)
    for check, item, sha256 in found:
        photos[check, item].append(sha256)
    return photos
