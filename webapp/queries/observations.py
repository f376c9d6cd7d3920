"""Checks as the rules see them: chains of replacement, resolved, by courtyard."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import ColumnElement, select

from webapp.domain.chains import CheckRecord, Resolution, resolve
from webapp.domain.observation import ItemResult
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Finding


def resolutions(community_id: int, month: str, courtyard_id: int | None = None) -> dict[int, Resolution]:
    """What counts for `month`, by courtyard: its checks, and those of the months beside it for chains and re-checks.

    Late checks belong to a month that is closed; they become adjustments and are left out here.
    """
    within: list[ColumnElement[bool]] = [Check.month.in_(months_around(month)), Check.late.is_(False)]
    if courtyard_id is not None:
        within.append(Check.courtyard_id == courtyard_id)
    return {courtyard: resolve(records) for courtyard, records in _records(community_id, within).items()}


def months_around(month: str) -> tuple[str, str, str]:
    """The month before, the month itself and the month after, as YYYY-MM."""
    return previous_month(month), month, next_month(month)


def previous_month(month: str) -> str:
    return f"{dt.date.fromisoformat(f'{month}-01') - dt.timedelta(days=1):%Y-%m}"


def next_month(month: str) -> str:
    return f"{dt.date.fromisoformat(f'{month}-01') + dt.timedelta(days=31):%Y-%m}"


def _records(community_id: int, within: list[ColumnElement[bool]]) -> dict[int, list[CheckRecord]]:
    """Plain rows instead of objects: a month has hundreds of checks, and pages wait for this."""
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
        ).where(Check.community_id == community_id, *within)
    ).all()
    results = _results(community_id, within)
    by_courtyard: dict[int, list[CheckRecord]] = defaultdict(list)
    for key, uuid, replaces, state, judged, month, day, at, courtyard in checks:
        record = CheckRecord(uuid, replaces, state, judged, month, day, at, tuple(results.get(key, ())))
        by_courtyard[courtyard].append(record)
    return by_courtyard


def _results(community_id: int, within: list[ColumnElement[bool]]) -> dict[int, list[ItemResult]]:
    photos = _photos(community_id, within)
    found = db.session.execute(
        select(Finding.check_id, Finding.item, Finding.result, Finding.note, Finding.phrases)
        .join(Check, Check.id == Finding.check_id)
        .where(Check.community_id == community_id, *within)
        .order_by(Finding.id)
    )
    results: dict[int, list[ItemResult]] = defaultdict(list)
    for check, item, result, note, phrases in found:
        shown = tuple(photos.get((check, item), ()))
        results[check].append(ItemResult(item, result, note, tuple(phrases), shown))
    return results


def _photos(community_id: int, within: list[ColumnElement[bool]]) -> dict[tuple[int, str], list[str]]:
    found = db.session.execute(
        select(CheckPhoto.check_id, CheckPhoto.item, CheckPhoto.sha256)
        .join(Check, Check.id == CheckPhoto.check_id)
        .where(Check.community_id == community_id, *within)
        .order_by(CheckPhoto.check_id, CheckPhoto.position)
    )
    photos: dict[tuple[int, str], list[str]] = defaultdict(list)
    for check, item, sha256 in found:
        photos[check, item].append(sha256)
    return photos
