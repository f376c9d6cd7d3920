"""Months that hang on the board, with what is needed to recompute them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.domain.months.cycle import SHOWN, Action
from webapp.extensions import db
from webapp.models import Month


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
    months = db.session.scalars(wanted.order_by(Month.name).options(selectinload(Month.steps)))
    return [as_closed(month) for month in months]


def as_closed(month: Month) -> ClosedMonth:
    last = {step.action: step.at for step in month.steps}
    confirmed, settled = last.get(Action.CONFIRM), last.get(Action.SETTLE)
    return ClosedMonth(month.id, month.name, month.state, month.rule_version, confirmed, settled)
