"""What all changes of users have in common: who may make them, and how they are refused."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.models import Invitation, RecoveryCode, SecondStep, SignInCode, User
from webapp.queries.user_desk import user_by_key


class UserRefused(Exception):
    """A change that is not made; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def user_for(actor: User, key: int) -> User | None:
    """The user whom this administrator changes, looked up under the community's lock.

    That the actor is an administrator is asked once more: of two who dismiss each other at once, the second fails. So,
    since nobody dismisses themselves, there is always one left. Raises UserRefused("not_admin").
    """
    if not actor.active or not actor.has_role("admin"):
        raise UserRefused("not_admin")
    return user_by_key(actor.community_id, key)


def require_other(actor: User, user: User) -> None:
    if actor.id == user.id:
        raise UserRefused("own_account")


def withdraw_links(session: Session, user: User, now: dt.datetime) -> int:
    """How many links of this user could still be used, and can no more."""
    open_ones = (Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None))
    done = session.connection().execute(
        update(Invitation)
        .where(Invitation.community_id == user.community_id, Invitation.user_id == user.id, *open_ones)
        .values(withdrawn_at=now)
    )
    return done.rowcount


def end_codes(session: Session, user: User) -> None:
    """Codes to sign in on a phone that are not used yet."""
    session.execute(
        update(SignInCode)
        .where(SignInCode.community_id == user.community_id, SignInCode.user_id == user.id)
        .where(SignInCode.used_at.is_(None))
        .values(used_at=clock.now())
    )


def drop_second_step(session: Session, user: User) -> None:
    for model in (RecoveryCode, SecondStep):
        session.execute(delete(model).where(model.community_id == user.community_id, model.user_id == user.id))
