"""Make a code with which an inspector signs in on a phone, and use it, once."""

from __future__ import annotations

import secrets

from sqlalchemy import select, update

from webapp import clock
from webapp.models import SignInCode, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.passwords import token_digest
from webapp.queries.sign_in_codes import is_plain_inspector, open_code

# Nothing that can be taken for something else when it is read out or typed: 50 bits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10


def make_code(actor: User, user_id: int) -> str | None:
    """The code, told only now; earlier ones of this person end. None where the actor may not make one."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    with transaction(actor.community_id) as session:
        user = session.scalar(select(User).where(User.community_id == actor.community_id, User.id == user_id))
        if user is None or not is_plain_inspector(user):
            return None
        session.execute(
            update(SignInCode)
            .where(SignInCode.community_id == actor.community_id, SignInCode.user_id == user.id)
            .where(SignInCode.used_at.is_(None))
            .values(used_at=clock.now())
        )
        session.add(
            SignInCode(
                community_id=actor.community_id,
                digest=token_digest(code),
                user_id=user.id,
                made_by=actor.id,
                made_at=clock.now(),
            )
        )
        note_event(session, actor, "sign_in_code_made", "user", str(user.id))
    return code


def use_code(typed: str) -> User | None:
    """Whose session the code opens; of several who use it at once only the first gets it."""
    digest = token_digest(tidy(typed))
    found = open_code(digest, clock.now())
    if found is None:
        return None
    with transaction(found.community_id) as session:
        code = open_code(digest, clock.now())
        if code is None:
            return None
        code.used_at = clock.now()
        note_event(session, code.user, "sign_in_code_used", "user", str(code.user_id))
        return code.user


def tidy(typed: str) -> str:
    """The code as it was made, however it was typed."""
    return "".join(typed[:40].upper().split()).replace("-", "")
