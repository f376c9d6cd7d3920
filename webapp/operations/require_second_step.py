"""Ask everybody with an office for a second step, or ask no more; and take one away from who lost phone and codes."""

from __future__ import annotations

from webapp.domain.roles import OFFICES
from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, drop_second_step, require_other, user_for
from webapp.passwords import make_stamp
from webapp.queries.roster import users_of
from webapp.queries.second_steps import has_second_step, with_second_step


def require_second_step(actor: User, is_required: bool) -> None:
    """From now on; whoever has an office and no second step is signed out, and led to set it up at the next sign-in.

    Raises UserRefused("own_first"): who asks it of others has it, so that a clock that is wrong shuts nobody out.
    """
    with transaction(actor.community_id) as session:
        user_for(actor, actor.id)
        community = actor.community
        before = community.second_step_required
        if before == is_required:
            return
        if is_required and not has_second_step(actor):
            raise UserRefused("own_first")
        community.second_step_required = is_required
        if is_required:
            _sign_out_without(community.id)
        of = {"before": before, "after": is_required}
        note_event(session, actor, "second_step_required", "community", str(community.id), **of)


def _sign_out_without(community_id: int) -> None:
    having = with_second_step(community_id)
    for user in users_of(community_id):
        if user.id not in having and user.has_role(*OFFICES):
            user.session_stamp = make_stamp()


def reset_second_step(actor: User, key: int) -> User | None:
    """None: no such user. Their sessions end. Raises UserRefused("own_account")."""
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        require_other(actor, user)
        if has_second_step(user):
            drop_second_step(session, user)
            user.session_stamp = make_stamp()
            note_event(session, actor, "second_step_reset", "user", str(user.id), before="set_up", after="none")
    return user
