"""Staff arrange a re-check of what a household says is put right, or say why none is needed."""

from __future__ import annotations

from webapp import clock
from webapp.domain.months.put_right import State, Step, after
from webapp.models import PutRight, User
from webapp.models.types import NOTE
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.put_rights import put_right_by_id
from webapp.queries.users import recused_courtyards

DECIDING = (Step.ARRANGE, Step.DECLINE)


def arrange_recheck(actor: User, key: int, step: Step, reason: str, seen: int) -> str | None:
    """None when it is decided, else the code of why not. The same sent twice is one decision."""
    with transaction(actor.community_id) as session:
        found = put_right_by_id(actor.community_id, key)
        if found is None or step not in DECIDING:
            return "unknown"
        if _is_repeat(actor, found, step, seen):
            return None
        refusal = _refuse(actor, found, step, reason, seen)
        if refusal is not None:
            return refusal
        found.state = after(found.state, step).value
        found.version += 1
        found.reason = reason.strip()[:NOTE]
        found.decided_by, found.decided_at = actor.id, clock.now()
        note_event(session, actor, f"recheck_{found.state}", "put_right", str(key))
    return None


def _refuse(actor: User, found: PutRight, step: Step, reason: str, seen: int) -> str | None:
    if not actor.has_role("staff"):
        return "wrong_role"
    if found.courtyard_id in recused_courtyards(actor, clock.today(actor.community)):
        return "recused"
    if found.version != seen or found.state != State.WAITING:
        return "changed"
    return "no_why" if step == Step.DECLINE and not reason.strip() else None


def _is_repeat(actor: User, found: PutRight, step: Step, seen: int) -> bool:
    state = {Step.ARRANGE: "arranged", Step.DECLINE: "declined"}[step]
    return (found.version, found.state, found.decided_by) == (seen + 1, state, actor.id)
