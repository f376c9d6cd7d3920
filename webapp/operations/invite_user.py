"""Invite somebody, and give people links to choose a password with: shown once, used once, over after a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.roles import ROLES, refuse_roles
from webapp.models import Invitation, User, UserRole
from webapp.models.types import NAME, WORD
from webapp.models.user import UNNAMED
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, require_other, user_for, withdraw_links
from webapp.passwords import make_stamp, make_token, token_digest
from webapp.queries.user_desk import user_by_number

LIFETIME = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Link:
    """`token` is told only now."""

    user: User
    token: str
    expires_at: dt.datetime


def invite_user(actor: User, name: str, number: str, roles: Collection[str]) -> Link:
    """A user who has not joined yet, and the link. The same form sent twice gives the same user another link.

    Raises UserRefused: no_name, no_number, number_taken, and those of roles.
    """
    name, number = _printable(name, NAME), _printable(number, WORD)
    if not name or not number:
        raise UserRefused("no_number" if name else "no_name")
    if refusal := refuse_roles(roles):
        raise UserRefused(refusal)
    with transaction(actor.community_id) as session:
        user_for(actor, actor.id)
        user = user_by_number(actor.community_id, number)
        if user is None:
            user = _new_user(session, actor, name, number, roles)
        elif user.has_joined or user.name != name or set(user.role_names) != set(roles):
            raise UserRefused("number_taken")
        return _give_link(session, actor, user)


def give_link(actor: User, key: int) -> Link | None:
    """Another link for who has not joined, or for who forgot their password; earlier ones end. None: no such user.

    Raises UserRefused: own_account, stopped.
    """
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        require_other(actor, user)
        if user.has_joined and not user.active:
            raise UserRefused("stopped")
        return _give_link(session, actor, user)


def withdraw_link(actor: User, key: int) -> User | None:
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is not None and withdraw_links(session, user, clock.now()):
            note_event(session, actor, "link_withdrawn", "user", str(user.id))
    return user


def _new_user(session: Session, actor: User, name: str, number: str, roles: Collection[str]) -> User:
    """Not active: until they joined they are nobody who could be signed in, come along or be asked to decide."""
    of = {"community_id": actor.community_id}
    user = User(
        **of,
        username=f"{UNNAMED}{make_stamp()}",
        name=name,
        number=number,
        password_hash="",
        session_stamp=make_stamp(),
        active=False,
        roles=[UserRole(**of, name=role) for role in ROLES if role in roles],
    )
    session.add(user)
    session.flush()
    note_event(session, actor, "user_invited", "user", str(user.id), before=[], after=user.role_names)
    return user


def _give_link(session: Session, actor: User, user: User) -> Link:
    token, now = make_token(), clock.now()
    withdraw_links(session, user, now)
    link = Invitation(
        community_id=actor.community_id,
        digest=token_digest(token),
        user_id=user.id,
        made_by=actor.id,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(link)
    action = "password_link_made" if user.has_joined else "invitation_made"
    note_event(session, actor, action, "user", str(user.id))
    return Link(user, token, link.expires_at)


def _printable(text: str, most: int) -> str:
    return "".join(letter for letter in text.strip() if letter.isprintable())[:most]
