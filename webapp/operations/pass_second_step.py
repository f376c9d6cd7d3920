"""Try a one-time code or a recovery code: each is good once, and guessing gets slower and slower."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp import clock, one_time
from webapp.encryption import SECOND_STEP, decrypt
from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.set_up_second_step import give_recovery_codes
from webapp.operations.slow_guessing import Pace, count_guess, forgive_all, seconds_to_wait, subject_digest
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, drop_second_step
from webapp.passwords import token_digest
from webapp.queries.second_steps import recovery_code, second_step_of

# Who comes here knows the password. After the free ones these are some hundred tries a day, out of a million codes.
PER_USER = Pace(free=5, first=30, longest=900)


class WrongCode(UserRefused):
    """Not this user's code now, or used before."""

    def __init__(self) -> None:
        super().__init__("wrong_code")


class TooFast(Exception):
    """Not tried: so many `seconds` to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def pass_second_step(user: User, typed: str) -> None:
    """Raises WrongCode, TooFast."""
    if not _try(user, typed):
        raise WrongCode


def renew_recovery_codes(user: User, typed: str) -> list[str]:
    """Ten new ones, for who proves a code. Raises WrongCode, TooFast."""
    pass_second_step(user, typed)
    with transaction(user.community_id) as session:
        codes = give_recovery_codes(session, user)
        note_event(session, user, "recovery_codes_renewed", "user", str(user.id))
    return codes


def end_second_step(user: User, typed: str) -> None:
    """One's own, as for a new phone. Raises WrongCode, TooFast."""
    pass_second_step(user, typed)
    with transaction(user.community_id) as session:
        drop_second_step(session, user)
        note_event(session, user, "second_step_ended", "user", str(user.id))


def _try(user: User, typed: str) -> bool:
    """The count is kept whatever comes of it: failing is no error of the transaction."""
    subject = subject_digest("second step", str(user.id))
    with transaction(user.community_id) as session:
        seconds = seconds_to_wait(subject)
        if seconds:
            raise TooFast(seconds)
        is_right = _is_code(user, typed) or _is_recovery_code(session, user, typed)
        if is_right:
            forgive_all(session, subject)
        else:
            count_guess(session, subject, PER_USER)
    return is_right


def _is_code(user: User, typed: str) -> bool:
    step = second_step_of(user)
    secret = decrypt(step.secret, SECOND_STEP) if step and step.confirmed_at else None
    if step is None or secret is None:
        return False
    used = one_time.step_of(secret, typed, clock.unshifted(), step.last_step)
    if used is not None:
        step.last_step = used
    return used is not None


def _is_recovery_code(session: Session, user: User, typed: str) -> bool:
    code = recovery_code(user, token_digest(one_time.tidy(typed)))
    if code is None:
        return False
    code.used_at = clock.now()
    note_event(session, user, "recovery_code_used", "user", str(user.id))
    return True
