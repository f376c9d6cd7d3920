"""Stop a user, whose sessions, phones and links end at once; and let them in again."""

from __future__ import annotations

from webapp import clock
from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, end_codes, require_other, user_for, withdraw_links
from webapp.passwords import make_stamp
from webapp.queries.user_desk import phones_in_use


def stop_user(actor: User, key: int) -> User | None:
    """None: no such user. What they did stays, under their name. Raises UserRefused: own_account, not_joined."""
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        require_other(actor, user)
        if not user.has_joined:
            raise UserRefused("not_joined")
        if not user.active:
            return user
        now, phones = clock.now(), phones_in_use(user)
        user.active = False
        user.session_stamp = make_stamp()
        for phone in phones:
            phone.revoked_at = now
        end_codes(session, user)
        withdraw_links(session, user, now)
        of = {"before": "active", "after": "stopped", "phones": len(phones)}
        note_event(session, actor, "user_stopped", "user", str(user.id), **of)
    return user


def readmit_user(actor: User, key: int) -> User | None:
    """None: no such user. With password and roles as before; phones stay stopped until their next sign-in."""
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is not None and user.has_joined and not user.active:
            user.active = True
            note_event(session, actor, "user_readmitted", "user", str(user.id), before="stopped", after="active")
    return user
