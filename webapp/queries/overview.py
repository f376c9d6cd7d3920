"""Figures of a community over its latest months: plain rows, counted by the database."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import func, select

from sync.states import State
from webapp.domain.months.objection import Step
from webapp.domain.scoring.amendment import Amendment
from webapp.domain.scoring.observation import COUNTING, Result
from webapp.extensions import db
from webapp.models import Check, Courtyard, Finding, Grid, Objection, ObjectionStep, Redemption, Review, StockEntry

Months = Collection[str]
ByMonth = dict[str, Counter[str]]
NEVER = "9999-12"


def enrolled_by_month(community_id: int, months: Months) -> dict[str, int]:
    """Courtyards that took part."""
    rows = db.session.execute(
        select(func.coalesce(Courtyard.enrolled_from, NEVER), Courtyard.enrolled_until).where(
            Courtyard.community_id == community_id
        )
    ).all()
    return {month: sum(since <= month <= (until or month) for since, until in rows) for month in months}


def checked_by_month(community_id: int, months: Months) -> dict[str, tuple[int, int]]:
    """Approved checks that judged something, and the courtyards they were of."""
    rows = db.session.execute(
        select(Check.month, func.count(Check.id), func.count(Check.courtyard_id.distinct()))
        .where(*_approved(community_id, months))
        .group_by(Check.month)
    )
    return {month: (checks, yards) for month, checks, yards in rows}


def faults_by_item(community_id: int, months: Months) -> ByMonth:
    """How often each item was found faulty in approved checks, as it counts."""
    rows = db.session.execute(
        select(Check.month, Finding.item, func.count(Finding.id))
        .join(Check, (Check.id == Finding.check_id) & (Check.community_id == Finding.community_id))
        .where(*_approved(community_id, months), Finding.result == Result.FAULT.value)
        .group_by(Check.month, Finding.item)
    )
    found = _by_month(rows)
    for month, _grid, amendment in _amended(community_id, months):
        found[month].subtract(amendment.eased)
    return found


def faults_by_grid(community_id: int, months: Months) -> ByMonth:
    """The same by the grid of the courtyard, under its name."""
    rows = db.session.execute(
        select(Check.month, Grid.name, func.count(Finding.id))
        .join(Finding, (Finding.check_id == Check.id) & (Finding.community_id == Check.community_id))
        .join(Courtyard, Courtyard.id == Check.courtyard_id)
        .join(Grid, Grid.id == Courtyard.grid_id)
        .where(*_approved(community_id, months), Finding.result == Result.FAULT.value)
        .group_by(Check.month, Grid.name)
    )
    found = _by_month(rows)
    for month, grid, amendment in _amended(community_id, months):
        found[month][grid] -= len(amendment.eased)
    return found


def grid_names(community_id: int) -> list[str]:
    return list(db.session.scalars(select(Grid.name).where(Grid.community_id == community_id).order_by(Grid.code)))


def days_to_decide(community_id: int, months: Months) -> dict[str, list[float]]:
    """For each walk of a month: days from its arrival until the last of its checks was decided on."""
    rows = db.session.execute(
        select(Check.month, Check.walk_id, func.max(Check.received_at), func.max(Review.decided_at))
        .join(Review, (Review.check_id == Check.id) & (Review.community_id == Check.community_id))
        .where(Check.community_id == community_id, Check.month.in_(months))
        .group_by(Check.month, Check.walk_id)
    )
    return _days((month, came, decided) for month, _walk, came, decided in rows)


def days_to_answer(community_id: int, months: Months) -> dict[str, list[float]]:
    """For each objection to a month that was answered: days from when it was taken."""
    taken, answer = (
        select(ObjectionStep.objection_id, func.min(ObjectionStep.at).label("at"))
        .where(ObjectionStep.community_id == community_id, ObjectionStep.step == step)
        .group_by(ObjectionStep.objection_id)
        .subquery()
        for step in (Step.TAKEN, Step.ANSWER)
    )
    rows = db.session.execute(
        select(Objection.month, taken.c.at, answer.c.at)
        .join(taken, taken.c.objection_id == Objection.id)
        .join(answer, answer.c.objection_id == Objection.id)
        .where(Objection.community_id == community_id, Objection.month.in_(months))
    )
    return _days((month, began, ended) for month, began, ended in rows)


def spent_by_month(community_id: int, first: dt.date) -> dict[str, tuple[int, int, int]]:
    """Exchanges since `first` that stand: their points, how many, and the pieces of goods that left."""
    pieces = (
        select(StockEntry.redemption_id, func.sum(-StockEntry.quantity).label("pieces"))
        .where(StockEntry.community_id == community_id, StockEntry.redemption_id.is_not(None))
        .group_by(StockEntry.redemption_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Redemption.day, Redemption.points, func.coalesce(pieces.c.pieces, 0))
        .outerjoin(pieces, pieces.c.redemption_id == Redemption.id)
        .where(Redemption.community_id == community_id, Redemption.day >= first, Redemption.undone_at.is_(None))
    )
    found: dict[str, tuple[int, int, int]] = {}
    for day, points, count in rows:
        spent, exchanges, gone = found.get(f"{day:%Y-%m}", (0, 0, 0))
        found[f"{day:%Y-%m}"] = (spent + points, exchanges + 1, gone + int(count))
    return found


def _approved(community_id: int, months: Months):
    return (
        Check.community_id == community_id,
        Check.month.in_(months),
        Check.state == State.APPROVED.value,
        Check.judged.in_(COUNTING),
    )


def _amended(community_id: int, months: Months) -> list[tuple[str, str, Amendment]]:
    rows = db.session.execute(
        select(Check.month, Grid.name, Check.amendment)
        .join(Courtyard, Courtyard.id == Check.courtyard_id)
        .join(Grid, Grid.id == Courtyard.grid_id)
        .where(*_approved(community_id, months), Check.amendment != "")
    )
    return [(month, grid, Amendment.from_text(text)) for month, grid, text in rows]


def _by_month(rows: Iterable) -> ByMonth:
    found: ByMonth = defaultdict(Counter)
    for month, name, count in rows:
        found[month][name] += count
    return found


def _days(rows: Iterable[tuple[str, dt.datetime, dt.datetime]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for month, began, ended in rows:
        found[month].append(max((ended - began).total_seconds(), 0) / 86_400)
    return found
