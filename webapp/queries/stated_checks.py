"""Checks and deeds beside the texts they came in: plain rows, to be compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from webapp.extensions import db
from webapp.models import Check, CheckCompanion, CheckPhoto, Courtyard, Deed, Finding, ReceivedEntry, Review, Walk
from webapp.queries.deeds import ACCEPTED

Values = dict[str, Any]
STATED = (
    *("uuid", "rule_version", "judged", "obstacle", "replaces", "opened_at", "saved_at", "corrected_at"),
    *("received_at", "skewed", "latitude", "longitude", "accuracy"),
)
OF_FINDING = ("item", "result", "phrases", "note", "severity", "count")
# Not its position: in which order photos are shown proves nothing.
OF_PHOTO = ("item", "sha256", "size", "shows", "taken_at", "latitude", "longitude", "accuracy")
CAME = (
    ReceivedEntry.text.label("text"),
    ReceivedEntry.digest.label("digest"),
    ReceivedEntry.outcome.label("outcome"),
    ReceivedEntry.user_id.label("sender"),
    ReceivedEntry.clock_offset.label("clock_offset"),
    ReceivedEntry.received_at.label("came_at"),
)


@dataclass(frozen=True, slots=True)
class Came:
    """A text as it came: when, from whom, and how far that phone's clock was behind, in milliseconds."""

    text: str
    digest: str
    outcome: str
    sender: int
    clock_offset: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class StatedCheck:
    """The rows of one check. `stated` has what its text says of it; `decisions` are those of staff in order, each with
    what it amended, and `amendment` is what counts.
    """

    uuid: str
    courtyard_id: int
    courtyard: str
    walk: str
    inspector: int
    state: str
    late: bool
    day: dt.date
    month: str
    came: Came
    stated: Values
    findings: list[Values] = field(default_factory=list)
    photos: list[Values] = field(default_factory=list)
    companions: list[int] = field(default_factory=list)
    amendment: str = ""
    decisions: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StatedDeed:
    """An accepted deed that an inspector logged."""

    courtyard_id: int
    courtyard: str
    came: Came
    stated: Values


def stated_checks(community_id: int, month: str) -> list[StatedCheck]:
    """Those that stand in `month`, whatever became of them."""
    rows = db.session.execute(
        select(Check.id, Check.courtyard_id, Check.inspector_id, Check.state, Check.late, Check.day, Check.month)
        .add_columns(Check.amendment)
        .add_columns(*(getattr(Check, name) for name in STATED), *CAME)
        .add_columns(Courtyard.code.label("courtyard"), Walk.uuid.label("walk"))
        .join(ReceivedEntry, ReceivedEntry.id == Check.entry_id)
        .join(Courtyard, Courtyard.id == Check.courtyard_id)
        .join(Walk, Walk.id == Check.walk_id)
        .where(Check.community_id == community_id, Check.month == month)
        .order_by(Check.day, Check.id)
    )
    checks = {row.id: _check(row) for row in rows}
    for key, values in _parts(community_id, month, Finding, OF_FINDING):
        checks[key].findings.append(values)
    for key, values in _parts(community_id, month, CheckPhoto, OF_PHOTO):
        checks[key].photos.append(values)
    for key, values in _parts(community_id, month, CheckCompanion, ("user_id",)):
        checks[key].companions.append(values["user_id"])
    for key, values in _parts(community_id, month, Review, ("decision", "amendment")):
        checks[key].decisions.append((values["decision"], values["amendment"]))
    return list(checks.values())


def _parts(community_id: int, month: str, model: Any, names: tuple[str, ...]) -> Iterator[tuple[int, Values]]:
    """Rows that hang on the checks of the month, each with its check's key, as they were written."""
    rows = db.session.execute(
        select(model.check_id, *(getattr(model, name) for name in names))
        .join(Check, (Check.id == model.check_id) & (Check.community_id == model.community_id))
        .where(Check.community_id == community_id, Check.month == month)
        .order_by(model.id)
    )
    return ((row[0], dict(zip(names, row[1:], strict=True))) for row in rows)


def _check(row: Row[Any]) -> StatedCheck:
    stated = {name: getattr(row, name) for name in STATED}
    places = (row.uuid, row.courtyard_id, row.courtyard, row.walk, row.inspector_id, row.state, row.late)
    return StatedCheck(*places, row.day, row.month, _came(row), stated, amendment=row.amendment)


def _came(row: Row[Any]) -> Came:
    return Came(row.text, row.digest, row.outcome, row.sender, row.clock_offset, row.came_at)


def stated_deeds(community_id: int, month: str) -> list[StatedDeed]:
    """The accepted ones of `month` that came in a text."""
    rows = db.session.execute(
        select(Deed.courtyard_id, Deed.uuid, Deed.kind, Deed.day, Deed.text.label("note"), Deed.replaces, *CAME)
        .add_columns(Courtyard.code.label("courtyard"))
        .join(ReceivedEntry, ReceivedEntry.id == Deed.entry_id)
        .join(Courtyard, Courtyard.id == Deed.courtyard_id)
        .where(Deed.community_id == community_id, Deed.month == month, Deed.state == ACCEPTED)
        .order_by(Deed.id)
    )
    names = ("uuid", "kind", "day", "note", "replaces")
    return [
        StatedDeed(row.courtyard_id, row.courtyard, _came(row), {name: getattr(row, name) for name in names})
        for row in rows
    ]
