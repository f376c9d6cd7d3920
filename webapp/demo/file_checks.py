"""File the demo's checks as the server would have: entries, walks, checks, findings, photos, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from sync.clock import is_skewed, moment
from webapp.demo.appoint import Appointed
from webapp.demo.decisions import RETURN_REASON, RETURN_TEXT, RETURNED, Decision
from webapp.demo.photographs import MEDIA_TYPE
from webapp.demo.records import Record
from webapp.demo.settle import Settled
from webapp.demo.table import Row, add, add_keyed
from webapp.models import (
    AuditEvent,
    Change,
    Check,
    CheckCompanion,
    CheckPhoto,
    Community,
    Finding,
    Photo,
    ReceivedEntry,
    Review,
    Walk,
)

STATED_SILENTLY = ("pass", "withdrawn")


@dataclass(frozen=True, slots=True)
class Files:
    """What the rows refer to."""

    settled: Settled
    appointed: Appointed
    decisions: dict[str, Decision]

    @property
    def of(self) -> Row:
        return {"community_id": self.settled.community}


def file_checks(session: Session, files: Files, records: list[Record]) -> None:
    """All checks with everything that hangs on them; records of one walk stand together."""
    firsts = {record.walk: record for record in reversed(records)}
    walk_keys = add_keyed(session, Walk, [_walk(files, record) for record in firsts.values()])
    walks = dict(zip(firsts, walk_keys, strict=True))
    entries = add_keyed(session, ReceivedEntry, [_entry(files, record) for record in records])
    keys = add_keyed(
        session, Check, [_check(files, each, walks[each.walk], key) for each, key in zip(records, entries, strict=True)]
    )
    filed = list(zip(records, keys, strict=True))
    add(session, Finding, [row for record, key in filed for row in _findings(files, record, key)])
    add(session, CheckPhoto, [row for record, key in filed for row in _manifest(files, record, key)])
    along = [{"check_id": key, "user_id": one} for record, key in filed for one in record.companions]
    add(session, CheckCompanion, [files.of | row for row in along])
    photos = {row["sha256"]: row for record in records for row in _photos(files, record)}
    add(session, Photo, list(photos.values()))
    decided = [(record, key) for record, key in filed if files.decisions[record.uuid].reviewer]
    add(session, Review, [_review(files, record, key) for record, key in decided])
    add(session, AuditEvent, [_event(files, record) for record, _ in decided])
    _note_changes(session, files, [record.uuid for record in records] + [record.uuid for record, _ in decided])


def _walk(files: Files, record: Record) -> Row:
    return files.of | {
        "uuid": record.walk,
        "user_id": files.appointed.users[record.round.inspector],
        "device_id": files.appointed.devices[record.round.inspector],
        "day": record.round.day,
        "first_received_at": moment(record.arrived_at),
    }


def _entry(files: Files, record: Record) -> Row:
    return files.of | {
        "entry_id": record.uuid,
        "digest": record.digest,
        "text": record.text,
        "user_id": files.appointed.users[record.round.inspector],
        "device_id": files.appointed.devices[record.round.inspector],
        "outcome": "accepted",
        "reason": None,
        "clock_offset": record.clock_offset,
        "received_at": moment(record.arrived_at),
    }


def _check(files: Files, record: Record, walk: int, entry: int) -> Row:
    decision = files.decisions[record.uuid]
    position: Row = dict(record.position) if record.position else dict.fromkeys(("latitude", "longitude", "accuracy"))
    return (
        files.of
        | position
        | {
            "uuid": record.uuid,
            "entry_id": entry,
            "walk_id": walk,
            "courtyard_id": files.settled.courtyards[record.visit.courtyard],
            "inspector_id": files.appointed.users[record.round.inspector],
            "rule_version": 1,
            "judged": record.judged,
            "obstacle": record.visit.obstacle,
            "replaces": record.replaces,
            "state": decision.state,
            "day": record.visit.day,
            "month": f"{record.visit.day:%Y-%m}",
            "opened_at": moment(record.opened_at),
            "saved_at": moment(record.saved_at),
            "corrected_at": moment(record.corrected_at),
            "received_at": moment(record.arrived_at),
            "return_code": RETURN_REASON if decision.state == RETURNED else None,
            "return_text": RETURN_TEXT if decision.state == RETURNED else None,
            "skewed": is_skewed(record.clock_offset),
            "late": False,
        }
    )


def _findings(files: Files, record: Record, check: int) -> Iterator[Row]:
    for stated in record.results:
        if stated["result"] not in STATED_SILENTLY:
            yield files.of | {
                "check_id": check,
                "item": stated["item"],
                "result": stated["result"],
                "phrases": stated.get("phrases", []),
                "note": stated.get("note", ""),
            }


def _manifest(files: Files, record: Record, check: int) -> Iterator[Row]:
    for position, photograph in enumerate(record.photographs):
        yield files.of | {
            "check_id": check,
            "item": photograph.item,
            "sha256": photograph.sha256,
            "size": photograph.size,
            "shows": photograph.shows,
            "position": position,
            "taken_at": moment(photograph.taken_at),
        }


def _photos(files: Files, record: Record) -> Iterator[Row]:
    for photograph in record.photographs:
        if photograph.is_here:
            yield files.of | {
                "sha256": photograph.sha256,
                "size": photograph.size,
                "media_type": MEDIA_TYPE,
                "received_at": moment(record.arrived_at),
            }


def _review(files: Files, record: Record, check: int) -> Row:
    decision = files.decisions[record.uuid]
    returned = decision.state == RETURNED
    return files.of | {
        "check_id": check,
        "reviewer_id": files.appointed.users[decision.reviewer],
        "decision": decision.verb,
        "reason": RETURN_REASON if returned else None,
        "text": RETURN_TEXT if returned else "",
        "decided_at": decision.at,
    }


def _event(files: Files, record: Record) -> Row:
    decision = files.decisions[record.uuid]
    return files.of | {
        "at": decision.at,
        "actor_id": files.appointed.users[decision.reviewer],
        "action": f"check_{decision.verb}",
        "subject": "check",
        "reference": record.uuid,
        "details": {},
    }


def _note_changes(session: Session, files: Files, references: list[str]) -> None:
    rows = [{"number": at, "kind": "check", "reference": reference} for at, reference in enumerate(references, 1)]
    add(session, Change, [files.of | row for row in rows])
    session.execute(
        update(Community).where(Community.id == files.settled.community).values(change_number=len(references))
    )
