"""A link for who forgot the password where no administrator is left who could give one: by whoever runs the server."""

from __future__ import annotations

from webapp import clock
from webapp.models import Invitation
from webapp.operations.invite_user import LIFETIME
from webapp.operations.note_change import note_own_act
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import drop_second_step, withdraw_links
from webapp.passwords import make_token, token_digest
from webapp.queries.users import user_by_name


def rescue_account(username: str, drops_codes: bool) -> str | None:
    """The token, told only now; None without such an active user. `drops_codes` also ends their second step."""
    user = user_by_name(username)
    if user is None or not user.has_joined:
        return None
    token = make_token()
    with transaction(user.community_id) as session:
        now, of = clock.now(), {"community_id": user.community_id, "user_id": user.id}
        withdraw_links(session, user, now)
        session.add(Invitation(**of, digest=token_digest(token), made_at=now, expires_at=now + LIFETIME))
        note_own_act(session, user.community_id, "password_link_made", "user", str(user.id), by_command=True)
        if drops_codes:
            drop_second_step(session, user)
            note_own_act(session, user.community_id, "second_step_reset", "user", str(user.id), by_command=True)
    return token
