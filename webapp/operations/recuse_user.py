"""Record that a user keeps out of a relative's courtyard, or that the reason is gone."""

from __future__ import annotations

from webapp.models import Recusal, User
from webapp.models.types import NAME, NOTE
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, require_other, user_for
from webapp.queries.user_ties import courtyard_by_key, recusal_of


def recuse_user(actor: User, key: int, courtyard_id: int, reason: str) -> User | None:
    """None: no such user. Everybody may be kept out, also by themselves. The reason stands with the recusal.

    Raises UserRefused: no_reason, no_yard.
    """
    reason = _printable(reason, NAME)
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        if not reason:
            raise UserRefused("no_reason")
        yard = courtyard_by_key(actor.community_id, courtyard_id)
        if yard is None:
            raise UserRefused("no_yard")
        if recusal_of(user, yard.id) is None:
            of = {"community_id": actor.community_id, "user_id": user.id, "courtyard_id": yard.id}
            session.add(Recusal(**of, reason=reason))
            note_event(session, actor, "recusal_added", "user", str(user.id), before=None, after=yard.code)
    return user


def end_recusal(actor: User, key: int, courtyard_id: int, reason: str) -> User | None:
    """None: no such user. Of the recusal only this reason remains. Raises UserRefused: own_account, no_reason."""
    reason = _printable(reason, NOTE)
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        require_other(actor, user)
        if not reason:
            raise UserRefused("no_reason")
        recusal, yard = recusal_of(user, courtyard_id), courtyard_by_key(actor.community_id, courtyard_id)
        if recusal is not None and yard is not None:
            session.delete(recusal)
            of = {"before": yard.code, "after": None, "reason": reason}
            note_event(session, actor, "recusal_ended", "user", str(user.id), **of)
    return user


def _printable(text: str, most: int) -> str:
    return "".join(letter for letter in text.strip() if letter.isprintable())[:most]
