"""The lines of one account's score, each with the checks and deeds it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.scoring.line import Kind, Line
from webapp.extensions import db
from webapp.models import Check, Month
from webapp.queries.month_desk import DeskRow
from webapp.queries.retention import expired_among


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line and the checks behind it, in order of time; `photos` are (check uuid, hash), `expired` hashes."""

    line: Line
    checks: list[Check]
    photos: list[tuple[str, str]]
    expired: frozenset[str] = frozenset()


def evidence_of(month: Month, row: DeskRow) -> list[Evidence]:
    """Every line of the explanation."""
    named = {source for line in row.score.lines for source in _sources(line)}
    checks = {
        check.uuid: check
        for check in db.session.scalars(
            select(Check).where(Check.community_id == month.community_id, Check.uuid.in_(named))
        )
    }
    expired = expired_among(month.community_id, {sha256 for line in row.score.lines for sha256 in line.photos})
    return [_evidence(line, checks, expired) for line in row.score.lines]


def _sources(line: Line) -> list[str]:
    """Checks only: a bonus line's source is a deed."""
    if line.kind in (Kind.BONUS, Kind.CAP, Kind.BASE):
        return []
    return [*line.sources, *([line.restored_by] if line.restored_by else [])]


def _evidence(line: Line, checks: dict[str, Check], expired: set[str]) -> Evidence:
    behind = [checks[source] for source in _sources(line) if source in checks]
    # A line's photos are those of its first source: the finding whose words it shows.
    photos = [(line.sources[0], sha256) for sha256 in line.photos]
    return Evidence(
        line, sorted(behind, key=lambda check: check.corrected_at), photos, frozenset(expired & set(line.photos))
    )
