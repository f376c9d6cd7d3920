"""Judge and post one check: its walk, its month, its findings, its manifest and who came along."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.orm import Session

from sync.clock import corrected, is_skewed, moment
from sync.entry import CheckEntry, Position, Result
from sync.reasons import Rejection, rejection
from sync.statement import judge_statement
from sync.states import state_of_arrival
from webapp.operations.intake import Intake
from webapp.operations.known import KnownThing, Posted, Values

NOWHERE: Values = {"latitude": None, "longitude": None, "accuracy": None}


def judge_check(intake: Intake, check: CheckEntry) -> Rejection | None:
    """Why this check can't be taken, or None; the caller has seen that its text is new."""
    return (
        intake.judge_owner(check)
        or _judge_replaced(intake, check)
        # Before the courtyard the time: one that is not plausible may have no day at all.
        or intake.judge_time(check)
        or intake.judge_courtyard(check, intake.day_of(check))
        or _judge_companions(intake, check)
        or judge_statement(check, intake.known.checklist(check.rule_version))
    )


def _judge_replaced(intake: Intake, check: CheckEntry) -> Rejection | None:
    replaced = intake.known.checks.get(check.replaces or "")
    if replaced is not None and (replaced.courtyard, replaced.user_id) != (check.courtyard, intake.user_id):
        return rejection("replaced_check_differs", "replaces", check.id)
    return None


def _judge_companions(intake: Intake, check: CheckEntry) -> Rejection | None:
    """回避 binds who comes along as it binds who checks."""
    courtyard, day = intake.known.courtyards[check.courtyard], intake.day_of(check)
    for companion in map(int, check.companions):
        if companion not in intake.known.people or companion == intake.user_id:
            return rejection("companion_unknown", "companions", check.id)
        if intake.is_recused(companion, courtyard, day):
            return rejection("companion_recused", "companions", check.id)
    return None


def post_check(session: Session, intake: Intake, entry: CheckEntry) -> Posted:
    """The check's rows; its day and month are those of its corrected time, which is never later than its arrival."""
    known, day = intake.known, intake.day_of(entry)
    intake.join_walk(entry, day)
    manifest = tuple(claim.sha256 for claim in entry.photos)
    check = KnownThing(entry.courtyard, intake.user_id, "", manifest)
    check.state = state_of_arrival(known.missing(check)).value
    known.checks[entry.id] = check
    month, late = known.month_of(session, day)
    placed = {"state": check.state, "day": day, "month": month, "late": late}
    of = {"community_id": known.community.id}
    return Posted(
        "check",
        entry.walk,
        of | _whose(intake, entry) | stated_row(entry, intake.parcel.arrival, intake.parcel.clock_offset) | placed,
        findings=[of | row for row in finding_rows(entry)],
        photos=[of | row for row in manifest_rows(entry)],
        companions=[of | {"user_id": int(one)} for one in entry.companions],
    )


def _whose(intake: Intake, entry: CheckEntry) -> Values:
    return {"courtyard_id": intake.known.courtyards[entry.courtyard].id, "inspector_id": intake.user_id}


def stated_row(entry: CheckEntry, arrival: int, clock_offset: int) -> Values:
    """What follows from the text, when it came and how far the phone's clock was behind, both in milliseconds."""
    told = corrected(entry.saved_at, clock_offset)
    return {
        "uuid": entry.id,
        "rule_version": entry.rule_version,
        "judged": entry.judged,
        "obstacle": entry.obstacle,
        "replaces": entry.replaces,
        "opened_at": moment(entry.opened_at),
        "saved_at": moment(entry.saved_at),
        "corrected_at": moment(min(told, arrival)),
        "received_at": moment(arrival),
        "skewed": is_skewed(clock_offset, told - arrival),
        **_place(entry.position),
    }


def finding_rows(entry: CheckEntry) -> list[Values]:
    """A row for every result other than pass; a withdrawn check has none."""
    return [
        {
            "item": result.item,
            "result": result.result,
            "phrases": list(result.phrases),
            "note": result.note,
            "severity": result.severity,
            "count": result.count,
        }
        for result in entry.results
        if result.result not in ("pass", "withdrawn")
    ]


def manifest_rows(entry: CheckEntry) -> list[Values]:
    """A row for every photo at every item that names it."""
    claimed = [(result, claim) for result in entry.results for claim in _once(result)]
    return [
        {
            "item": result.item,
            "sha256": claim.sha256,
            "size": claim.bytes,
            "shows": claim.shows,
            "position": position,
            "taken_at": moment(claim.taken_at),
            **_place(claim.position),
        }
        for position, (result, claim) in enumerate(claimed)
    ]


def _place(position: Position | None) -> Values:
    return asdict(position) if position else NOWHERE


def _once(result: Result):
    return {claim.sha256: claim for claim in result.photos}.values()
