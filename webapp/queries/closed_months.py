"""Months that hang on the board, with what is needed to recompute them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.domain.months.cycle import SHOWN, Action
from webapp.extensions import db
from webapp.models import Month, MonthStep


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """When it was confirmed nothing but rulings could change it any more; `settled_at` is None before that step."""

    key: int
    name: str
    state: str
    rule_version: int
    confirmed_at: dt.datetime | None
    settled_at: dt.datetime | None


def closed_months(community_id: int, first: str = "", only: str = "") -> list[ClosedMonth]:
    """Published and later, the earliest first: from `first` (YYYY-MM) on, or `only` one."""
    wanted = select(Month).where(Month.community_id == community_id, Month.state.in_(SHOWN), Month.name >= first)
    if only:
        wanted = wanted.where(Month.name == only)
    months = list(db.session.scalars(wanted.order_by(Month.name)))
    steps = _last_steps(community_id)
    return [as_closed(month, steps) for month in months]


def as_closed(month: Month, steps: dict[tuple[int, str], dt.datetime] | None = None) -> ClosedMonth:
    steps = _last_steps(month.community_id) if steps is None else steps
    confirmed, settled = (steps.get((month.id, action)) for action in (Action.CONFIRM, Action.SETTLE))
    return ClosedMonth(month.id, month.name, month.state, month.rule_version, confirmed, settled)


def _last_steps(community_id: int) -> dict[tuple[int, str], dt.datetime]:
    rows = db.session.execute(
        select(MonthStep.month_id, MonthStep.action, func.max(MonthStep.at))
        .where(MonthStep.community_id == community_id, MonthStep.action.in_((Action.CONFIRM, Action.SETTLE)))
        .group_by(MonthStep.month_id, MonthStep.action)
    )
    return {(month, action): at for month, action, at in rows}
