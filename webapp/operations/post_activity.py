"""Post an activity's sheet: a deed for everybody on it, at once; and take it back while the months are drafts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import takes_changes
from webapp.models import Activity, Attendance, Deed, DeedDecision, User
from webapp.models.deed import SHEET
from webapp.models.types import NOTE
from webapp.operations.note_change import note_event
from webapp.operations.place_in_month import reopen_draft
from webapp.operations.record_deeds import Origin, Record, keep_records, refuse_records
from webapp.operations.transaction import transaction
from webapp.queries.activities import activity_by_id, deeds_of_sheet, sign_ins_of
from webapp.queries.deeds import ACCEPTED, WAITING, WITHDRAWN
from webapp.queries.months import month_named


@dataclass(frozen=True, slots=True)
class Posted:
    """How many deeds were posted, and how many lines were left for which reason: one's own are for somebody else."""

    deeds: int = 0
    left: dict[str, int] = field(default_factory=dict)
    refusal: str | None = None


def post_activity(actor: User, key: int, seen: int) -> Posted:
    """Each line becomes a deed that waits for somebody else's decision; one line of the audit trail for all of them."""
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return Posted(refusal="unknown")
        waiting = [each for each in sign_ins_of(activity) if each.deed_id is None]
        if not waiting:
            return Posted(refusal=None if activity.version > seen else "nobody_left")
        if activity.version != seen:
            return Posted(refusal="changed")
        return _post(session, actor, activity, waiting)


def _post(session: Session, actor: User, activity: Activity, waiting: list[Attendance]) -> Posted:
    records = [_record(activity, each) for each in waiting]
    refusals = refuse_records(actor.community, actor, records)
    left = Counter(refusal for refusal in refusals if refusal is not None)
    good = [(each, record) for each, record, no in zip(waiting, records, refusals, strict=True) if no is None]
    if not good:
        return Posted(left=dict(left), refusal=next(iter(left)))
    origin = Origin(SHEET, activity=activity.id)
    deeds = keep_records(session, actor.community, actor, [record for _, record in good], origin)
    for (each, _), deed in zip(good, deeds, strict=True):
        each.deed_id = deed.id
    activity.version += 1
    note_event(session, actor, "activity_posted", "activity", str(activity.id), deeds=len(deeds))
    return Posted(len(deeds), dict(left))


def _record(activity: Activity, each: Attendance) -> Record:
    quantity = each.quantity or activity.quantity
    what = (activity.kind, activity.day, activity.points, quantity, activity.title)
    return Record(each.account_id, *what, household=each.household_id, person=each.person_id)


def take_back_activity(actor: User, key: int, reason: str, seen: int) -> str | None:
    """None when all that waited or was accepted of it is withdrawn; refused deeds stay as they are. The sheet can then
    be mended and posted again.
    """
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return "unknown"
        deeds = [deed for deed in deeds_of_sheet(activity) if deed.state in (WAITING, ACCEPTED)]
        if not deeds:
            return "nothing_posted"
        if activity.version != seen:
            return "changed"
        if not reason.strip():
            return "no_undo_text"
        months = [month_named(actor.community_id, name) for name in sorted({deed.month for deed in deeds})]
        if any(month is not None and not takes_changes(month.state) for month in months):
            return "month_closed"
        for deed in deeds:
            _withdraw(session, actor, deed, reason.strip()[:NOTE])
        gone = {deed.id for deed in deeds}
        for each in sign_ins_of(activity):
            each.deed_id = None if each.deed_id in gone else each.deed_id
        for month in months:
            if month is not None:
                reopen_draft(session, month)
        activity.version += 1
        details = {"reason": reason.strip()[:NOTE], "deeds": len(deeds)}
        note_event(session, actor, "activity_taken_back", "activity", str(activity.id), **details)
    return None


def _withdraw(session: Session, actor: User, deed: Deed, reason: str) -> None:
    deed.state, deed.version, deed.reason = WITHDRAWN, deed.version + 1, reason
    said = {"verb": "withdraw", "points": deed.points, "reason": reason, "decided_at": clock.now()}
    session.add(DeedDecision(community_id=deed.community_id, deed_id=deed.id, decider_id=actor.id, **said))
