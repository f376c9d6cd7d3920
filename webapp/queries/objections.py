"""Objections: one, those of a month or an account, and what of them is not settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from webapp.domain.months.objection import UNSETTLED, State
from webapp.extensions import db
from webapp.models import Account, Household, Objection, ObjectionPhoto, ObjectionStep, Photo, Publication
from webapp.queries.accounts import account_of_household

# Without the published document, which holds a line for everybody.
WHOLE = (
    joinedload(Objection.publication).options(defer(Publication.document), joinedload(Publication.month)),
    joinedload(Objection.account),
    joinedload(Objection.steps).joinedload(ObjectionStep.maker),
)


def objection_by_id(community_id: int, key: int) -> Objection | None:
    """The objection with all its steps and their makers."""
    found = select(Objection).where(Objection.community_id == community_id, Objection.id == key)
    return db.session.scalars(found.options(*WHOLE)).unique().one_or_none()


def objections_in(community_id: int, states: Collection[str], most: int | None = None) -> list[Objection]:
    """Those in these states, whose answer is due first coming first; with `most` only the latest, newest first."""
    found = select(Objection).where(Objection.community_id == community_id, Objection.state.in_(states))
    order = (Objection.answer_until, Objection.id) if most is None else (Objection.id.desc(),)
    return list(db.session.scalars(found.order_by(*order).options(*WHOLE).limit(most)).unique())


def objections_of(community_id: int, account_id: int, month: str) -> list[Objection]:
    """Those of one account to one month, the oldest first."""
    return list(
        db.session.scalars(
            select(Objection)
            .where(Objection.community_id == community_id, Objection.month == month, Objection.account_id == account_id)
            .order_by(Objection.id)
            .options(*WHOLE)
        ).unique()
    )


def is_on_card(objection: Objection, household: Household) -> bool:
    """Whether it is about the account on this household's card of that month."""
    account = account_of_household(household, objection.month)
    return account is not None and account.id == objection.account_id


def objections_of_account(account: Account) -> list[Objection]:
    """All of one account, the newest first."""
    return list(
        db.session.scalars(
            select(Objection)
            .where(Objection.community_id == account.community_id, Objection.account_id == account.id)
            .order_by(Objection.id.desc())
            .options(*WHOLE)
        ).unique()
    )


def photos_with(objection: Objection) -> list[Photo]:
    """The photos that came with it, in their order; those that expired too."""
    found = (
        select(Photo)
        .join(ObjectionPhoto, (ObjectionPhoto.sha256 == Photo.sha256) & (Photo.community_id == objection.community_id))
        .where(ObjectionPhoto.community_id == objection.community_id, ObjectionPhoto.objection_id == objection.id)
        .order_by(ObjectionPhoto.position)
    )
    return list(db.session.scalars(found))


def has_photo(objection: Objection, sha256: str) -> bool:
    found = select(ObjectionPhoto.id).where(
        ObjectionPhoto.community_id == objection.community_id,
        ObjectionPhoto.objection_id == objection.id,
        ObjectionPhoto.sha256 == sha256,
    )
    return db.session.scalar(found) is not None


def objections_to(community_id: int, month: str) -> list[Objection]:
    """All of one month, the oldest first."""
    return list(
        db.session.scalars(
            select(Objection)
            .where(Objection.community_id == community_id, Objection.month == month)
            .order_by(Objection.id)
            .options(*WHOLE)
        ).unique()
    )


def count_of_objections(community_id: int, *states: str) -> Select[int]:
    return select(func.count(Objection.id)).where(Objection.community_id == community_id, Objection.state.in_(states))


def count_unsettled(community_id: int, month: str, today: dt.date) -> int:
    """How many objections to the month wait for an answer, or can still go on to oversight."""
    found = select(func.count(Objection.id)).where(
        Objection.community_id == community_id, Objection.month == month, _is_unsettled(today)
    )
    return db.session.scalar(found) or 0


def disputed(community_id: int, today: dt.date) -> tuple[set[str], set[int]]:
    """The months and the courtyards about which an objection is not settled, or waits to be admitted."""
    rows = db.session.execute(
        select(Objection.month, Account.courtyard_id)
        .join(Account, Account.id == Objection.account_id)
        .where(Objection.community_id == community_id, _is_unsettled(today) | (Objection.state == State.LATE))
    ).all()
    return {row.month for row in rows}, {row.courtyard_id for row in rows if row.courtyard_id is not None}


def _is_unsettled(today: dt.date) -> ColumnElement[bool]:
    can_appeal = (Objection.state == State.ANSWERED) & (Objection.appeal_until >= today)
    return Objection.state.in_(UNSETTLED) | can_appeal


def all_objections(community_id: int) -> Iterator[Objection]:
    """In the order they were taken."""
    found = select(Objection).where(Objection.community_id == community_id).order_by(Objection.id)
    yield from db.session.scalars(found.options(selectinload(Objection.steps)))
