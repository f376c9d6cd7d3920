"""Months and the steps they took."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from webapp.domain.months.cycle import DRAFTS, Action, State
from webapp.extensions import db
from webapp.models import Month, MonthStep

DRAFTING = (Action.SCORE, Action.REVIEW)
RETURNING = (Action.REOPEN, Action.STOP)
NAMED = select(Month).where(Month.community_id == bindparam("community"), Month.name == bindparam("name"))


def month_named(community_id: int, name: str) -> Month | None:
    """The month YYYY-MM."""
    return db.session.scalar(NAMED, {"community": community_id, "name": name})


def month_shown(community_id: int, name: str) -> Month | None:
    """The same with its steps and their makers."""
    found = NAMED.options(joinedload(Month.steps).joinedload(MonthStep.maker))
    return db.session.scalars(found, {"community": community_id, "name": name}).unique().one_or_none()


def states_of(community_id: int, names: Collection[str]) -> dict[str, str]:
    """By name: the state of those of these months that were begun."""
    found = select(Month.name, Month.state).where(Month.community_id == community_id, Month.name.in_(names))
    return {row.name: row.state for row in db.session.execute(found)}


def begun_among(community_id: int, names: Collection[str]) -> list[str]:
    """Those of these months that were begun, the earliest first."""
    return sorted(states_of(community_id, names))


def months_of(community_id: int) -> list[Month]:
    """All months that were begun, newest first."""
    return list(db.session.scalars(select(Month).where(Month.community_id == community_id).order_by(Month.name.desc())))


def current_steps(month: Month) -> list[MonthStep]:
    """The steps since the month was last sent back to open."""
    returned = [at for at, step in enumerate(month.steps) if step.action in RETURNING]
    return month.steps[returned[-1] + 1 :] if returned else list(month.steps)


def drafters(month: Month) -> set[int]:
    """Ids of those who scored and reviewed what is on the table now; they may not confirm it."""
    return {step.maker_id for step in current_steps(month) if step.action in DRAFTING and step.maker_id}


def published_before(month: Month) -> list[Month]:
    """Earlier months that are in their notice."""
    found = select(Month).where(
        Month.community_id == month.community_id, Month.name < month.name, Month.state == State.PUBLISHED
    )
    return list(db.session.scalars(found.order_by(Month.name)))


def closed_after(month: Month) -> bool:
    """Whether a later month is confirmed: it rests on what this one handed on."""
    found = select(Month.id).where(
        Month.community_id == month.community_id, Month.name > month.name, Month.state.not_in(DRAFTS)
    )
    return db.session.scalar(found.limit(1)) is not None
