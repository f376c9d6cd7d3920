"""Checks from paper become checks like any other: entries of their inspectors, under the same rules, to be reviewed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import asdict
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from sync.delivery import Delivered
from sync.digest import digest_text
from sync.replay import Outcome
from sync.uuid7 import next_uuid7
from webapp import clock
from webapp.domain.imports.check_rows import CheckPlan, PaperCheck, Said
from webapp.domain.imports.judged_row import Problem
from webapp.models import Community
from webapp.operations.intake import Parcel, read
from webapp.operations.make_entry import FormCheck, make_text
from webapp.operations.receive_delivery import receive_parcels
from webapp.queries.rule_books import rule_book_in_force

NOON = dt.time(12)  # paper says no hour


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
    """Ids follow from what it is about, so that the same row is never two checks."""
    noon = dt.datetime.combine(check.day, NOON, ZoneInfo(community.timezone))
    at = clock.milliseconds(noon)
    about = f"{community.id}/{check.inspector}/{check.day}"
    version, _ = rule_book_in_force(community.id, f"{check.day:%Y-%m}")
    form = FormCheck(
        id=_id(at, f"check/{about}/{check.courtyard}"),
        courtyard=check.courtyard,
        replaces=None,
        opened_at=at,
        saved_at=at,
        rule_version=version,
        statement={
            "judged": check.judged,
            "obstacle": check.obstacle,
            "results": [{"item": code, **_stated(said)} for code, said in check.results.items()],
        },
    )
    text = make_text(form, _id(at, f"walk/{about}"), community.timezone)
    return Delivered(digest_text(text), text)


def _stated(said: Said) -> dict[str, str | int]:
    """An item that asks nothing is stated without an answer."""
    return {name: value for name, value in asdict(said).items() if value is not None}


def _id(at: int, about: str) -> str:
    return next_uuid7(None, at, sha256(about.encode()).digest()[:10]).text
