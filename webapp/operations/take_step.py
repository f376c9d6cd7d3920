"""Move a month one step on, and record who did it, when, under which rule version."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months import cycle as month_cycle
from webapp.models import Community, Month, MonthStep, User
from webapp.operations.note_change import note_event, note_own_act
from webapp.queries.months import month_named
from webapp.queries.rule_books import version_in_force

NEW_STEP = insert(MonthStep)


def begun_month(session: Session, community_id: int, name: str) -> Month:
    """The month to take a step with; a past month that nobody began is begun now. Raises NotAllowed for one to come."""
    found = month_named(community_id, name)
    if found is None:
        if name > f"{clock.today(session.get_one(Community, community_id)):%Y-%m}":
            raise month_cycle.NotAllowed("not_begun")
        version = version_in_force(community_id, name).version
        found = Month(community_id=community_id, name=name, state=month_cycle.State.OPEN, rule_version=version)
        session.add(found)
        session.flush()
    return found


def take_step(session: Session, month: Month, action: str, actor: User | None, **details: object) -> None:
    """Take the step if the actor's roles may, or the program by itself (None); raises NotAllowed."""
    roles = {role.name for role in actor.roles} if actor else None
    month.state = month_cycle.require(month.state, action, roles)
    record_step(session, month, action, actor)
    if actor:
        note_event(session, actor, f"month_{action}", "month", month.name, **details)
    else:
        note_own_act(session, month.community_id, f"month_{action}", "month", month.name, **details)


def record_step(session: Session, month: Month, action: str, actor: User | None) -> None:
    """`actor` is None for what the program did by itself."""
    step = {
        "community_id": month.community_id,
        "month_id": month.id,
        "action": str(action),
        "state": str(month.state),
        "rule_version": month.rule_version,
        "maker_id": actor.id if actor else None,
        "at": clock.now(),
    }
    session.connection().execute(NEW_STEP, step)
    session.expire(month, ["steps"])
