"""Set up one-time codes for oneself: a secret for the app, a first code that proves it, ten recovery codes."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp import clock, one_time
from webapp.encryption import SECOND_STEP, decrypt, encrypt
from webapp.models import RecoveryCode, SecondStep, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused
from webapp.passwords import make_stamp, token_digest
from webapp.queries.second_steps import second_step_of


def begin_second_step(user: User) -> None:
    """Keep a new secret, which does not count yet. Raises UserRefused("already_set_up")."""
    with transaction(user.community_id) as session:
        step = second_step_of(user)
        if step is None:
            step = SecondStep(community_id=user.community_id, user_id=user.id, last_step=0)
            session.add(step)
        elif step.confirmed_at is not None:
            raise UserRefused("already_set_up")
        step.secret = encrypt(one_time.make_secret(), SECOND_STEP)


def confirm_second_step(user: User, typed: str) -> list[str]:
    """The recovery codes, told only now; sessions that began without a second step are over.

    Raises UserRefused: already_set_up, not_begun, wrong_code.
    """
    with transaction(user.community_id) as session:
        step = second_step_of(user)
        secret = decrypt(step.secret, SECOND_STEP) if step else None
        if step is None or secret is None:
            raise UserRefused("not_begun")
        if step.confirmed_at is not None:
            raise UserRefused("already_set_up")
        used = one_time.step_of(secret, typed, clock.unshifted(), step.last_step)
        if used is None:
            raise UserRefused("wrong_code")
        step.confirmed_at, step.last_step = clock.now(), used
        user.session_stamp = make_stamp()
        codes = give_recovery_codes(session, user)
        note_event(session, user, "second_step_set_up", "user", str(user.id))
    return codes


def give_recovery_codes(session: Session, user: User) -> list[str]:
    """Ten new ones; earlier ones end."""
    of = {"community_id": user.community_id, "user_id": user.id}
    session.execute(
        delete(RecoveryCode).where(RecoveryCode.community_id == user.community_id, RecoveryCode.user_id == user.id)
    )
    codes = one_time.make_recovery_codes()
    session.add_all(RecoveryCode(**of, digest=token_digest(code)) for code in codes)
    return codes
