"""Requests to delete a household's data, and what still stands against doing so."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import joinedload

from webapp.domain.erasure import ASKED, Obstacle
from webapp.domain.months.help_task import UNFINISHED
from webapp.domain.months.help_task import State as HelpState
from webapp.domain.months.objection import State as ObjectionState
from webapp.domain.months.put_right import State as PutRightState
from webapp.extensions import db
from webapp.models import (
    Account,
    Activity,
    Check,
    Deed,
    Erasure,
    HelpTask,
    Household,
    Membership,
    Month,
    Objection,
    PutRight,
    Reservation,
    Score,
    SignUp,
)
from webapp.queries.belongings import Belongings
from webapp.queries.deeds import WAITING
from webapp.queries.retention import CLOSED

WHOLE = (
    joinedload(Erasure.household).joinedload(Household.courtyard),
    joinedload(Erasure.asker),
    joinedload(Erasure.ender),
)


def erasure_by_id(community_id: int, key: int) -> Erasure | None:
    return db.session.scalar(
        select(Erasure).where(Erasure.community_id == community_id, Erasure.id == key).options(*WHOLE)
    )


def last_erasure(household: Household) -> Erasure | None:
    return db.session.scalar(
        select(Erasure)
        .where(Erasure.community_id == household.community_id, Erasure.household_id == household.id)
        .order_by(Erasure.id.desc())
        .limit(1)
        .options(*WHOLE)
    )


def asked_erasures(community_id: int) -> list[Erasure]:
    """Those that wait for somebody else, the oldest first."""
    found = select(Erasure).where(Erasure.community_id == community_id, Erasure.state == ASKED)
    return list(db.session.scalars(found.order_by(Erasure.id).options(*WHOLE)))


def obstacles(own: Belongings, today: dt.date) -> list[Obstacle]:
    """What has to be settled first: deleting must not take from anybody what they still need to decide."""
    community_id, home, this_month = own.household.community_id, own.household.id, f"{today:%Y-%m}"
    asked: dict[Obstacle, Select] = {
        Obstacle.LIVES_HERE: select(Membership.id).where(
            Membership.community_id == community_id,
            Membership.household_id == home,
            Membership.until.is_(None) | (Membership.until >= today),
        ),
        Obstacle.TAKES_PART: select(Account.id).where(
            Account.community_id == community_id,
            Account.id.in_(own.accounts),
            Account.closed_in.is_(None) | (Account.closed_in >= this_month),
        ),
        Obstacle.MONTH_OPEN: _in_open_months(own),
        Obstacle.OBJECTION_OPEN: select(Objection.id).where(
            Objection.community_id == community_id,
            Objection.id.in_(own.objections),
            Objection.state.in_((ObjectionState.OPEN, ObjectionState.APPEALED, ObjectionState.LATE))
            | ((Objection.state == ObjectionState.ANSWERED) & (Objection.appeal_until >= today)),
        ),
        Obstacle.IN_HAND: select(Deed.id).where(
            Deed.community_id == community_id, Deed.id.in_(own.deeds), Deed.state == WAITING
        ),
        Obstacle.HELP_OPEN: select(HelpTask.id).where(
            HelpTask.community_id == community_id,
            HelpTask.id.in_(own.tasks),
            HelpTask.state.in_((HelpState.ASKED, *UNFINISHED)),
        ),
        Obstacle.GOODS_KEPT: select(Reservation.id).where(
            Reservation.community_id == community_id,
            Reservation.account_id.in_(own.accounts) | (Reservation.household_id == home),
            Reservation.state.in_(("waiting", "kept")),
            Reservation.until.is_(None) | (Reservation.until >= today),
        ),
        Obstacle.PUT_RIGHT_OPEN: select(PutRight.id).where(
            PutRight.community_id == community_id,
            PutRight.id.in_(own.put_rights),
            PutRight.state == PutRightState.WAITING,
        ),
        Obstacle.SIGNED_UP: select(SignUp.id)
        .join(Activity, (Activity.id == SignUp.activity_id) & (Activity.community_id == SignUp.community_id))
        .where(SignUp.community_id == community_id, SignUp.household_id == home, Activity.day >= today),
    }
    found = union_all(*(select(literal(which.value)).where(rows.exists()) for which, rows in asked.items()))
    standing = set(db.session.scalars(found))
    return [which for which in asked if which.value in standing]


def _in_open_months(own: Belongings):
    """Scores and checks of months that can still be corrected."""
    community_id = own.household.community_id
    closed = select(Month.name).where(Month.community_id == community_id, Month.state.in_(CLOSED))
    either = union_all(
        select(Score.id)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Score.account_id.in_(own.accounts), Month.name.not_in(closed)),
        select(Check.id).where(
            Check.community_id == community_id, Check.id.in_(own.checks), Check.month.not_in(closed)
        ),
    ).subquery()
    return select(either.c.id)
