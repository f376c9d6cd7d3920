"""Give a user other roles; they sign in anew, so that what they may do now is asked from the beginning."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp.domain.roles import ROLES, refuse_roles
from webapp.models import User, UserRole
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, end_codes, require_other, user_for
from webapp.passwords import make_stamp


def change_roles(actor: User, key: int, roles: Collection[str], seen: Collection[str]) -> User | None:
    """None: no such user. `seen` are the roles that the actor's page showed.

    Raises UserRefused: own_account, changed, and those of domain/roles.py.
    """
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        require_other(actor, user)
        before = user.role_names
        if set(before) == set(roles):
            return user
        if set(before) != set(seen):
            raise UserRefused("changed")
        if refusal := refuse_roles(roles):
            raise UserRefused(refusal)
        _set_roles(session, user, roles)
        user.session_stamp = make_stamp()
        end_codes(session, user)
        after = [role for role in ROLES if role in roles]
        note_event(session, actor, "roles_changed", "user", str(user.id), before=before, after=after)
    return user


def _set_roles(session: Session, user: User, roles: Collection[str]) -> None:
    for role in user.roles:
        if role.name not in roles:
            session.delete(role)
    for name in set(roles) - set(user.role_names):
        session.add(UserRole(community_id=user.community_id, user_id=user.id, name=name))
    session.flush()
    session.expire(user, ["roles"])
