"""Post one accepted check: its walk, its month, its findings and its manifest."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from sync.clock import community_day, corrected, is_skewed, moment
from sync.entry import CheckEntry, Result
from sync.states import state_of_arrival
from webapp.models import Check, CheckPhoto, Finding, ReceivedEntry, Walk
from webapp.operations.intake import Intake
from webapp.operations.note_change import note_change
from webapp.operations.place_in_month import place_in_month


def post_check(session: Session, intake: Intake, entry: CheckEntry, row: ReceivedEntry) -> Check:
    """The check's row; its day and month are those of its corrected time, which is never later than its arrival."""
    told = corrected(entry.saved_at, intake.clock_offset)
    time = min(told, intake.arrival)
    day = community_day(time, intake.community.timezone)
    month, late = place_in_month(session, intake.community, day)
    photos = manifest(entry, intake.community.id)
    check = Check(
        community_id=intake.community.id,
        uuid=entry.id,
        entry_id=row.id,
        walk=_walk(session, intake, entry, day),
        courtyard=intake.courtyards[entry.courtyard],
        inspector_id=intake.sender.user.id,
        rule_version=entry.rule_version,
        judged=entry.judged,
        obstacle=entry.obstacle,
        replaces=entry.replaces,
        state=state_of_arrival({photo.sha256 for photo in photos} - intake.photos).value,
        day=day,
        month=month,
        opened_at=moment(entry.opened_at),
        saved_at=moment(entry.saved_at),
        corrected_at=moment(time),
        received_at=moment(intake.arrival),
        latitude=entry.position.latitude if entry.position else None,
        longitude=entry.position.longitude if entry.position else None,
        accuracy=entry.position.accuracy if entry.position else None,
        skewed=is_skewed(intake.clock_offset, told - intake.arrival),
        late=late,
        findings=findings(entry, intake.community.id),
        photos=photos,
    )
    session.add(check)
    session.flush()
    note_change(session, intake.community.id, "check", check.uuid)
    return check


def findings(entry: CheckEntry, community_id: int) -> list[Finding]:
    """A row for every result other than pass; a withdrawn check has none."""
    return [
        Finding(
            community_id=community_id,
            item=result.item,
            result=result.result,
            phrases=list(result.phrases),
            note=result.note,
        )
        for result in entry.results
        if result.result not in ("pass", "withdrawn")
    ]


def manifest(entry: CheckEntry, community_id: int) -> list[CheckPhoto]:
    """A row for every photo at every item that names it."""
    claimed = [(result, claim) for result in entry.results for claim in _once(result)]
    return [
        CheckPhoto(
            community_id=community_id,
            item=result.item,
            sha256=claim.sha256,
            size=claim.bytes,
            shows=claim.shows,
            position=position,
            taken_at=moment(claim.taken_at),
        )
        for position, (result, claim) in enumerate(claimed)
    ]


def _once(result: Result):
    return {claim.sha256: claim for claim in result.photos}.values()


def _walk(session: Session, intake: Intake, entry: CheckEntry, day: dt.date) -> Walk:
    walk = intake.walks.get(entry.walk)
    if walk is None:
        walk = intake.walks[entry.walk] = Walk(
            community_id=intake.community.id,
            uuid=entry.walk,
            user_id=intake.sender.user.id,
            device_id=intake.sender.device.id if intake.sender.device else None,
            day=day,
            first_received_at=moment(intake.arrival),
        )
        session.add(walk)
    return walk
