"""Decide on one check: approve it, return it with a reason, or take a decision back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.scoring.amendment import Amendment, Change, is_milder
from webapp.domain.scoring.observation import ItemResult
from webapp.models import Check, Review, User
from webapp.operations.note_change import note_changes, note_events
from webapp.operations.open_help_tasks import follow_decision
from webapp.operations.reopen_months import closed_among, reopen_months
from webapp.operations.transaction import transaction
from webapp.queries.checks import check_by_uuid, reviews_of
from webapp.queries.review_desk import DeskCheck, desk_check
from webapp.queries.rule_books import rule_book_in_force, rule_book_of_version

BEFORE = {
    "approve": ("complete",),
    "amend": ("complete",),
    "return": ("received", "complete"),
    "reopen": ("approved", "returned"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff decided: approve, amend, return or reopen; `seen` is the state their page showed.

    To amend is to approve with `changes` of what the check found, for the reason in `text`.
    """

    verb: str
    seen: str
    reason: str = ""
    text: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def amendment(self) -> str:
        """As it is kept."""
        return Amendment(self.changes, self.text.strip()).as_text if self.verb == "amend" else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a decision; `refusal` is a code, None when it holds."""

    check: Check
    refusal: str | None = None


def review_check(reviewer: User, uuid: str, decision: Decision) -> Answer | None:
    """None when there is no such check in the reviewer's community."""
    with transaction(reviewer.community_id) as session:
        check = check_by_uuid(reviewer.community_id, uuid)
        if check is None:
            return None
        if _is_repeat(reviewer, check, decision):
            return Answer(check)
        desk = desk_check(check, reviewer, clock.today(reviewer.community))
        refusal = refuse(desk, decision, closed_among([check]))
        if refusal is None:
            decide_all(session, reviewer, [desk], decision)
    return Answer(check, refusal)


def _is_repeat(reviewer: User, check: Check, decision: Decision) -> bool:
    """A second tap on the same button: the same person decided just this, and nobody anything since."""
    last = next(iter(reviews_of(check)), None)
    if last is None or check.state == decision.seen:
        return False
    return (last.reviewer_id, last.decision) == (reviewer.id, decision.verb)


def refuse(desk: DeskCheck, decision: Decision, closed: Collection[str]) -> str | None:
    """Why the decision can't be taken: a code, or None. `closed` are checks whose month takes no more decisions."""
    check = desk.check
    if not desk.verdict.allowed:
        return desk.verdict.reason
    if check.state != decision.seen:
        return "changed"
    if decision.verb in ("approve", "amend") and desk.missing:
        return "incomplete"
    if check.state not in BEFORE.get(decision.verb, ()):
        return "changed"
    if check.uuid in closed:
        return "month_closed"
    refuse_words = {"return": _refuse_reason, "amend": _refuse_changes}.get(decision.verb)
    return refuse_words(check, decision) if refuse_words else None


def decide_all(session: Session, reviewer: User, desks: Sequence[DeskCheck], decision: Decision) -> None:
    """Write one decision on several checks, which nothing refuses; phones learn of it by the change log."""
    if not desks:
        return
    community_id, checks = reviewer.community_id, [desk.check for desk in desks]
    returns = decision.verb == "return"
    reason, text = (decision.reason, decision.text.strip()) if returns else (None, None)
    for state in {_state_after(desk, decision.verb) for desk in desks}:
        keys = [desk.check.id for desk in desks if _state_after(desk, decision.verb) == state]
        decided = update(Check).where(Check.community_id == community_id, Check.id.in_(keys))
        session.connection().execute(
            decided.values(state=state, return_code=reason, return_text=text, amendment=decision.amendment)
        )
    review = {
        "community_id": community_id,
        "reviewer_id": reviewer.id,
        "decision": decision.verb,
        "reason": reason,
        "text": decision.text.strip() if decision.verb == "amend" else text or "",
        "amendment": decision.amendment,
        "decided_at": clock.now(),
    }
    session.connection().execute(insert(Review), [review | {"check_id": check.id} for check in checks])
    reopen_months(session, community_id, checks)
    follow_decision(session, community_id, checks, decision.verb, Amendment(decision.changes).eased)
    note_changes(session, community_id, [("check", check.uuid) for check in checks])
    note_events(session, reviewer, f"check_{decision.verb}", "check", [check.uuid for check in checks])


def _state_after(desk: DeskCheck, verb: str) -> str:
    if verb == "reopen":
        return "received" if desk.missing else "complete"
    return {"approve": "approved", "amend": "approved", "return": "returned"}[verb]


def _refuse_changes(check: Check, decision: Decision) -> str | None:
    """By the rule book that the check was made under."""
    book = rule_book_of_version(check.community_id, check.rule_version)
    said = {
        each.item: ItemResult(each.item, each.result, severity=each.severity, count=each.count)
        for each in check.findings
    }
    items = [each.item for each in decision.changes]
    if not items or len(set(items)) < len(items):
        return "no_changes"
    if book is None or not all(
        each.item in said and is_milder(book, said[each.item], each) for each in decision.changes
    ):
        return "not_milder"
    return None if decision.text.strip() else "no_amend_text"


def _refuse_reason(check: Check, decision: Decision) -> str | None:
    _, book = rule_book_in_force(check.community_id, check.month)
    if book.return_reason(decision.reason) is None:
        return "no_reason"
    return "no_text" if decision.reason == "other" and not decision.text.strip() else None
