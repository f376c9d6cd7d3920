"""Note that somebody signed in, and that they signed out: here, or everywhere."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete

from webapp import clock
from webapp.models import SignIn, User
from webapp.models.types import WORD
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.passwords import make_stamp
from webapp.queries.sign_ins import sign_in_by_key

KEPT = dt.timedelta(days=365)


def note_sign_in(user: User, way: str, browser: str) -> int:
    """The key of the sign-in; those of a year ago are forgotten."""
    with transaction(user.community_id) as session:
        now = clock.now()
        old = delete(SignIn).where(SignIn.community_id == user.community_id, SignIn.user_id == user.id)
        session.execute(old.where(SignIn.at < now - KEPT))
        of = {"community_id": user.community_id, "user_id": user.id, "stamp": user.session_stamp}
        signed_in = SignIn(**of, at=now, way=way, browser=browser[:WORD])
        session.add(signed_in)
        session.flush()
        return signed_in.id


def end_sign_in(user: User, key: int) -> None:
    with transaction(user.community_id):
        signed_in = sign_in_by_key(user, key)
        if signed_in is not None and signed_in.ended_at is None:
            signed_in.ended_at = clock.now()


def sign_out_everywhere(user: User) -> None:
    """Phones keep their tokens: what they hold is still sent."""
    with transaction(user.community_id) as session:
        user.session_stamp = make_stamp()
        note_event(session, user, "signed_out_everywhere", "user", str(user.id))
