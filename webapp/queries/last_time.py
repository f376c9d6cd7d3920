"""What the last time found at fault, for many checks at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from sync.states import State
from webapp.domain.scoring.observation import COUNTING, Result
from webapp.extensions import db
from webapp.models import Check, Finding

LOOKS_BACK = dt.timedelta(days=31)


def faults_before(checks: Sequence[Check]) -> dict[int, frozenset[str]]:
    """By check: the items that the approved check before it found at fault in the same courtyard, within a month."""
    earlier = _earlier(checks)
    return {
        check.id: faults
        for check in checks
        if (faults := next((found for at, found in earlier[check.courtyard_id] if at < check.corrected_at), None))
        is not None
    }


def _earlier(checks: Sequence[Check]) -> dict[int, list[tuple[dt.datetime, frozenset[str]]]]:
    """By courtyard, the latest first."""
    days = [check.day for check in checks]
    within = (
        Check.community_id == checks[0].community_id,
        Check.courtyard_id.in_({check.courtyard_id for check in checks}),
        Check.day.between(min(days) - LOOKS_BACK, max(days)),
        Check.state == State.APPROVED.value,
        Check.judged.in_(COUNTING),
    )
    faults: defaultdict[int, set[str]] = defaultdict(set)
    joined = (Check.id == Finding.check_id) & (Check.community_id == Finding.community_id)
    found = select(Finding.check_id, Finding.item).join(Check, joined).where(*within)
    for key, item in db.session.execute(found.where(Finding.result == Result.FAULT.value)):
        faults[key].add(item)
    rows = select(Check.id, Check.courtyard_id, Check.corrected_at).where(*within)
    earlier: defaultdict[int, list[tuple[dt.datetime, frozenset[str]]]] = defaultdict(list)
    for key, courtyard, at in db.session.execute(rows.order_by(Check.corrected_at.desc(), Check.id.desc())):
        earlier[courtyard].append((at, frozenset(faults[key])))
    return earlier
