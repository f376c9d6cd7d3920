"""Users as the administrator sees them: roles, state, last sign-in, phones, grids, and whom they are related to."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.extensions import db
from webapp.models import Assignment, Device, Grid, Invitation, User
from webapp.queries.invitations import pending_by_user
from webapp.queries.roster import users_of
from webapp.queries.second_steps import with_second_step
from webapp.queries.sign_ins import last_sign_ins


class State(StrEnum):
    """Joined and active, stopped, or not joined yet: with a link, one that has expired, or none."""

    ACTIVE = "active"
    STOPPED = "stopped"
    INVITED = "invited"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ListedUser:
    """`phones` counts those in use; `link` is an open one."""

    user: User
    state: State
    signed_in_at: dt.datetime | None
    phones: int
    has_second_step: bool
    link: Invitation | None


def listed_users(community_id: int, now: dt.datetime) -> list[ListedUser]:
    """By number; those who are stopped come last."""
    links, signed_in = pending_by_user(community_id), last_sign_ins(community_id)
    phones, second = _phones(community_id), with_second_step(community_id)
    listed = [
        ListedUser(
            user,
            state_of(user, links.get(user.id), now),
            signed_in.get(user.id),
            phones[user.id],
            user.id in second,
            _open(links.get(user.id), now),
        )
        for user in users_of(community_id)
    ]
    return sorted(listed, key=lambda each: (each.state == State.STOPPED, each.user.number, each.user.id))


def state_of(user: User, link: Invitation | None, now: dt.datetime) -> State:
    if user.has_joined:
        return State.ACTIVE if user.active else State.STOPPED
    if link is None:
        return State.WITHDRAWN
    return State.INVITED if link.expires_at > now else State.EXPIRED


def _open(link: Invitation | None, now: dt.datetime) -> Invitation | None:
    return link if link is not None and link.expires_at > now else None


def _phones(community_id: int) -> Counter[int]:
    found = (
        select(Device.user_id, func.count())
        .where(Device.community_id == community_id, Device.revoked_at.is_(None))
        .group_by(Device.user_id)
    )
    return Counter(dict(db.session.execute(found).all()))


def user_by_key(community_id: int, key: int) -> User | None:
    return db.session.scalar(select(User).where(User.community_id == community_id, User.id == key))


def user_by_number(community_id: int, number: str) -> User | None:
    return db.session.scalar(select(User).where(User.community_id == community_id, User.number == number))


def next_number(community_id: int) -> str:
    """One more than the largest, with a zero before a single digit."""
    numbers = db.session.scalars(select(User.number).where(User.community_id == community_id))
    return f"{max((int(each) for each in numbers if each.isdecimal()), default=0) + 1:02d}"


def is_username_taken(username: str) -> bool:
    """Anywhere in the installation, whatever its letters' case: people would take one for the other."""
    return db.session.scalar(select(User.id).where(func.lower(User.username) == username.lower())) is not None


def phones_in_use(user: User) -> list[Device]:
    found = select(Device).where(Device.community_id == user.community_id, Device.user_id == user.id)
    return list(db.session.scalars(found.where(Device.revoked_at.is_(None)).order_by(Device.issued_at.desc())))


def all_grids(community_id: int) -> list[Grid]:
    return list(db.session.scalars(select(Grid).where(Grid.community_id == community_id).order_by(Grid.code)))


def assignments_of(user: User, day: dt.date) -> list[Assignment]:
    """Those that hold on that day."""
    found = select(Assignment).where(Assignment.community_id == user.community_id, Assignment.user_id == user.id)
    held = found.where(Assignment.since <= day, Assignment.until.is_(None) | (Assignment.until >= day))
    return list(db.session.scalars(held.options(joinedload(Assignment.grid))))
