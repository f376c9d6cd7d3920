"""Judge and post one check: its walk, its month, its findings, its manifest and who came along."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.orm import Session

from sync.clock import community_day, corrected, is_skewed, moment
from sync.entry import CheckEntry, Position, Result
from sync.reasons import Rejection, rejection
from sync.statement import judge_statement
from sync.states import state_of_arrival
from webapp.models import Check, CheckCompanion, CheckPhoto, Finding, ReceivedEntry
from webapp.operations.intake import Intake
from webapp.operations.join_walk import join_walk
from webapp.operations.note_change import note_change
from webapp.operations.place_in_month import place_in_month


def judge_check(intake: Intake, check: CheckEntry) -> Rejection | None:
    """Why this check can't be taken, or None; the caller has seen that its text is new."""
    return (
        intake.judge_owner(check)
        or _judge_replaced(intake, check)
        # Before the courtyard the time: one that is not plausible may have no day at all.
        or intake.judge_time(check)
        or intake.judge_courtyard(check, intake.day_of(check))
        or _judge_companions(intake, check)
        or judge_statement(check, intake.checklist(check.rule_version))
    )


def _judge_replaced(intake: Intake, check: CheckEntry) -> Rejection | None:
    replaced = intake.checks.get(check.replaces or "")
    if replaced is not None and (
        replaced.courtyard.code != check.courtyard or replaced.inspector_id != intake.sender.user.id
    ):
        return rejection("replaced_check_differs", "replaces", check.id)
    return None


def _judge_companions(intake: Intake, check: CheckEntry) -> Rejection | None:
    """回避 binds who comes along as it binds who checks."""
    courtyard, day = intake.courtyards[check.courtyard], intake.day_of(check)
    for one in check.companions:
        companion = intake.companions.get(int(one))
        if companion is None or companion.id == intake.sender.user.id:
            return rejection("companion_unknown", "companions", check.id)
        if intake.is_recused(companion, courtyard, day):
            return rejection("companion_recused", "companions", check.id)
    return None


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
        walk=join_walk(session, intake, entry, day),
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
        **_place(entry.position),
        skewed=is_skewed(intake.clock_offset, told - intake.arrival),
        late=late,
        findings=findings(entry, intake.community.id),
        photos=photos,
        companions=[CheckCompanion(community_id=intake.community.id, user_id=int(one)) for one in entry.companions],
    )
    session.add(check)
    session.flush()
    note_change(session, intake.community.id, "check", check.uuid)
    intake.checks[check.uuid] = check
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
            severity=result.severity,
            count=result.count,
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
            **_place(claim.position),
        )
        for position, (result, claim) in enumerate(claimed)
    ]


def _place(position: Position | None) -> dict[str, int]:
    return asdict(position) if position else {}


def _once(result: Result):
    return {claim.sha256: claim for claim in result.photos}.values()
