"""What publishing a month again would change: every account whose score is another by the rulings that stand now."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.months.cycle import State
from webapp.domain.months.root import lines_digest
from webapp.domain.scoring.score import AccountScore
from webapp.extensions import db
from webapp.models import AuditEvent, Month, Objection, ObjectionStep, Publication
from webapp.queries.closed_months import as_closed
from webapp.queries.objections import count_unsettled
from webapp.queries.publications import publications_of
from webapp.queries.recomputed import recompute
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.rulings import chain_end, rulings_in, rulings_taken_up
from webapp.queries.scores import ScoredAccount, kept_scores

AGREED = "month_agree"


@dataclass(frozen=True, slots=True)
class Change:
    """An account's score as it hangs on the board and as it would be."""

    account: int
    before: AccountScore
    after: AccountScore


@dataclass(frozen=True, slots=True)
class Correction:
    """`digest` stands for exactly this correction; `agreed_by` is the id of who in oversight agreed to it, if anybody
    did, `ruled_by` are those who gave the first answers.
    """

    changes: list[Change]
    scored: list[ScoredAccount]
    taken_up: tuple[int, str]
    digest: str
    agreed_by: int | None
    ruled_by: frozenset[int]


def correction_of(month: Month, publications: list[Publication] | None = None) -> Correction | None:
    """None when the scores that hang on the board are what the rulings give, or the month is not in its notice. The
    `publications` of the month are given where they are known already.
    """
    if month.state != State.PUBLISHED:
        return None
    community_id = month.community_id
    publications = publications or publications_of(community_id, month.name)
    rulings = rulings_in(community_id, month.name)
    if rulings == rulings_taken_up(community_id, json.loads(publications[0].document)):
        return None
    kept = kept_scores(month)
    accounts = [each.account for each in kept]
    again = recompute(community_id, as_closed(month), rule_book_scored_by(month), accounts, rulings).scores
    changes = [
        Change(each.account.id, each.score, again[each.account.id])
        for each in kept
        if again[each.account.id] != each.score
    ]
    if not changes:
        return None
    digest = _digest(len(publications), changes)
    return Correction(
        changes,
        [ScoredAccount(each.account, again[each.account.id]) for each in kept],
        chain_end(community_id),
        digest,
        _agreed(month, digest),
        _first_answerers(month),
    )


def may_still_change(month: Month, today: dt.date) -> bool:
    """Whether an objection can come or is not settled, or a ruling is not on the board: later months wait for it."""
    if month.state != State.PUBLISHED:
        return False
    publications = publications_of(month.community_id, month.name)
    return (
        today <= publications[0].open_until
        or count_unsettled(month.community_id, month.name, today) > 0
        or correction_of(month, publications) is not None
    )


def _digest(number: int, changes: Iterable[Change]) -> str:
    told = [
        [each.account, each.after.assessed, each.after.total, each.after.vetoed, lines_digest(each.after.lines)]
        for each in changes
    ]
    return hashlib.sha256(json.dumps([number, told]).encode()).hexdigest()


def _agreed(month: Month, digest: str) -> int | None:
    events = db.session.execute(
        select(AuditEvent.actor_id, AuditEvent.details).where(
            AuditEvent.community_id == month.community_id,
            AuditEvent.action == AGREED,
            AuditEvent.reference == month.name,
        )
    )
    return next((actor for actor, details in events if details["correction"] == digest), None)


def _first_answerers(month: Month) -> frozenset[int]:
    found = db.session.scalars(
        select(ObjectionStep.maker_id)
        .join(Objection, Objection.id == ObjectionStep.objection_id)
        .where(
            ObjectionStep.community_id == month.community_id,
            Objection.community_id == month.community_id,
            Objection.month == month.name,
            ObjectionStep.step == "answer",
        )
    )
    return frozenset(key for key in found if key is not None)
