"""Say who of the roster a user is, from which their own courtyard follows, and that of whom they live with."""

from __future__ import annotations

from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, user_for
from webapp.queries.user_ties import person_by_key, user_of_person


def link_person(actor: User, key: int, person_id: int | None, seen: int | None) -> User | None:
    """None: no such user. A `person_id` of None says that they don't live here; `seen` is what the actor's page showed.

    Raises UserRefused: own_account (one's own link is made once, and only others change it), changed, no_person,
    person_taken (one person with two accounts could watch what they decide).
    """
    with transaction(actor.community_id) as session:
        user = user_for(actor, key)
        if user is None:
            return None
        before = user.person_id
        if before == person_id:
            return user
        if actor.id == user.id and before is not None:
            raise UserRefused("own_account")
        if before != seen:
            raise UserRefused("changed")
        if person_id is not None:
            _require_free(actor.community_id, person_id)
        user.person_id = person_id
        note_event(session, actor, "person_linked", "user", str(user.id), before=before, after=person_id)
    return user


def _require_free(community_id: int, person_id: int) -> None:
    if person_by_key(community_id, person_id) is None:
        raise UserRefused("no_person")
    if user_of_person(community_id, person_id) is not None:
        raise UserRefused("person_taken")
