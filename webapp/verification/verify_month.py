"""The job that recomputes one month and writes into the audit trail what came of it."""

from __future__ import annotations

from dataclasses import asdict

from webapp.extensions import db
from webapp.jobs import report
from webapp.models import User
from webapp.operations.note_verification import note_verification
from webapp.verification.community import Scope, community_differences
from webapp.verification.counts import Counts


def verify_month(community_id: int, month: str, user: int) -> None:
    """The ledger and all publications by themselves, and `month` from its evidence, photos and all."""
    counts = Counts()
    found = list(community_differences(community_id, Scope(only=month), counts, report))
    db.session.rollback()
    note_verification(db.session.get_one(User, user), month, found, asdict(counts))
