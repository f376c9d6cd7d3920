"""Checks from paper become checks like any other: entries of their inspectors, under the same rules, to be reviewed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict

from sqlalchemy.orm import Session

from sync.delivery import Delivered
from sync.replay import Outcome
from webapp import clock
from webapp.domain.imports.check_rows import CheckPlan, PaperCheck, Said
from webapp.domain.imports.judged_row import Problem
from webapp.models import Community
from webapp.operations.intake import Parcel, read
from webapp.operations.paper_entry import OnPaper, paper_entry
from webapp.operations.receive_delivery import receive_parcels


def write_checks(session: Session, community: Community, plan: CheckPlan) -> None:
    """Receive them all in this transaction; what the rules refuse becomes a problem of its row.

    A row that is refused leaves its text among what was put aside: whoever calls this for the good rows alone has
    found the others by a trial.
    """
    rows = {row.number: row for row in plan.rows}
    by_inspector: dict[int, list[PaperCheck]] = defaultdict(list)
    for check in plan.checks:
        by_inspector[check.inspector].append(check)
    arrival = clock.now_milliseconds()
    parcels = [
        Parcel(inspector, None, arrival, 0, tuple(read(_entry(community, check)) for check in checks))
        for inspector, checks in by_inspector.items()
    ]
    receipts = receive_parcels(session, community.id, parcels, False)
    for checks, told in zip(by_inspector.values(), receipts, strict=True):
        for check, receipt in zip(checks, told, strict=True):
            if receipt.outcome is Outcome.REJECTED or receipt.outcome is Outcome.CONFLICT:
                rows[check.row].problems.append(Problem(receipt.reason or "check_frozen"))


def _entry(community: Community, check: PaperCheck) -> Delivered:
    statement = {
        "judged": check.judged,
        "obstacle": check.obstacle,
        "results": [{"item": code, **_stated(said)} for code, said in check.results.items()],
    }
    return paper_entry(community, OnPaper(check.inspector, check.day, check.courtyard, statement))


def _stated(said: Said) -> dict[str, str | int]:
    """An item that asks nothing is stated without an answer."""
    return {name: value for name, value in asdict(said).items() if value is not None}
