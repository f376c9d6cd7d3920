"""Choose another password for oneself; sessions elsewhere end."""

from __future__ import annotations

from webapp.models import User
from webapp.operations.accept_invitation import require_good
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused
from webapp.passwords import hash_secret, make_stamp, secret_matches


def change_password(user: User, old: str, password: str, again: str) -> None:
    """Raises UserRefused: old_wrong, changed (somebody changed it just now), differs, and those of password_rules."""
    kept = user.password_hash
    if not secret_matches(kept, old):
        raise UserRefused("old_wrong")
    require_good(user, user.username, password, again)
    hashed = hash_secret(password)
    with transaction(user.community_id) as session:
        if user.password_hash != kept:
            raise UserRefused("changed")
        user.password_hash = hashed
        user.session_stamp = make_stamp()
        note_event(session, user, "password_changed", "user", str(user.id))
