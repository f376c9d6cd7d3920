"""Faults that can still be put right."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring import restoration
from webapp.domain.scoring.chains import APPROVED, CheckRecord, resolve
from webapp.domain.scoring.restoration import Finding
from webapp.models import Check
from webapp.queries.observations import check_records


def open_findings(
    community_id: int, courtyard_ids: Collection[int], book: RuleBook, today: dt.date
) -> list[tuple[int, Finding]]:
    """Approved faults that a re-check can still restore, each with its courtyard.

    A check that waits for a decision is taken at its word, so that nobody is sent to look a second time.
    """
    found = check_records(
        [
            Check.community_id == community_id,
            Check.courtyard_id.in_(courtyard_ids),
            Check.day >= today - dt.timedelta(days=book.restore_days),
            Check.state != "returned",
        ]
    )
    approved = {record.id for _, record in found if record.state == APPROVED}
    by_courtyard: dict[int, list[CheckRecord]] = defaultdict(list)
    for courtyard, record in found:
        by_courtyard[courtyard].append(replace(record, state=APPROVED))
    return [
        (courtyard, finding)
        for courtyard, records in by_courtyard.items()
        for finding in restoration.open_findings(book, resolve(records).observations, today)
        if finding.check_id in approved
    ]
