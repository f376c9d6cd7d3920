"""Deeds from a file become records like any other, under the same rules, and wait for a decision."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.domain.imports.deed_rows import DeedPlan, ListedDeed
from webapp.domain.imports.judged_row import Problem
from webapp.models import Community, User
from webapp.models.deed import FILE
from webapp.operations.record_deeds import Origin, Record, keep_records, note_records, refuse_records

AS_ROWS_SAY = {"no_kind": "no_deed_then", "day_implausible": "too_long_ago"}


def refuse_deeds(community: Community, actor: User | None, plan: DeedPlan) -> DeedPlan:
    """What the rules of recording refuse becomes a problem of its row."""
    rows = {row.number: row for row in plan.rows}
    refusals = refuse_records(community, actor, [_record(deed) for deed in plan.deeds])
    for deed, refusal in zip(plan.deeds, refusals, strict=True):
        if refusal is not None:
            rows[deed.row].problems.append(Problem(AS_ROWS_SAY.get(refusal, refusal)))
    plan.deeds = [deed for deed in plan.deeds if not rows[deed.row].problems]
    return plan


def write_deeds(session: Session, community: Community, actor: User | None, plan: DeedPlan) -> None:
    records = [_record(deed) for deed in plan.deeds]
    note_records(session, actor, keep_records(session, community, actor, records, Origin(FILE)))


def _record(deed: ListedDeed) -> Record:
    return Record(deed.account, deed.kind, deed.day, deed.points, deed.quantity, deed.text)
