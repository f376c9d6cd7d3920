"""Faults that can still be put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.extensions import db
from webapp.models import Check

SEEN = ("fault", "not_assessed")


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """An approved fault of an item; a re-check until `until`, that day included, restores its point."""

    check: Check
    item: str
    until: dt.date


def open_findings(
    community_id: int, courtyard_ids: Collection[int], restore_days: int, today: dt.date
) -> list[OpenFinding]:
    """Approved faults of the last `restore_days` days that no later check has found put right."""
    checks = _recent_checks(community_id, courtyard_ids, today - dt.timedelta(days=restore_days))
    return [
        OpenFinding(check, finding.item, check.day + dt.timedelta(days=restore_days))
        for check in checks
        if check.state == "approved"
        for finding in check.findings
        if finding.result == "fault" and not any(_puts_right(later, check, finding.item) for later in checks)
    ]


def _recent_checks(community_id: int, courtyard_ids: Collection[int], since: dt.date) -> list[Check]:
    found = (
        select(Check)
        .where(
            Check.community_id == community_id,
            Check.courtyard_id.in_(courtyard_ids),
            Check.day >= since,
            Check.state != "returned",
            Check.judged.in_(("whole", "lane")),
        )
        .options(selectinload(Check.findings))
        .order_by(Check.corrected_at)
    )
    return list(db.session.scalars(found))


def _puts_right(later: Check, check: Check, item: str) -> bool:
    """Whether a later check of the same courtyard, approved or still waiting, judged the item and found no fault."""
    if later.courtyard_id != check.courtyard_id or later.corrected_at <= check.corrected_at:
        return False
    return not any(finding.item == item and finding.result in SEEN for finding in later.findings)
